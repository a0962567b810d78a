/** What a job does when it is due: the command's grammar, and what a command may not touch. */
package io.butterfly.ruqi.command;
