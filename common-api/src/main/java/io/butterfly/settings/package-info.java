/**
 * What an operator may set: each service lists its settings with what they may be, and all are looked at before
 * anything starts. So a value that cannot be understood ends the start with a line that names it, and never shows
 * later, in the middle of a call.
 */
package io.butterfly.settings;
