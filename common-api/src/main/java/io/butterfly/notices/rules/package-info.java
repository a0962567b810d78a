/**
 * The file that says which event goes to which sink: its form, its reader, and the watch over it. A file that cannot be
 * understood changes nothing; at the start of a service it ends the start. Nothing here shows what a file has as a
 * secret, and the address of a webhook is one.
 */
package io.butterfly.notices.rules;
