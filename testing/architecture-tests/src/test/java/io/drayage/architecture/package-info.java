/** The rules of docs on the architecture and of STYLE.md that a program can check. */
@org.jspecify.annotations.NullMarked
package io.drayage.architecture;
