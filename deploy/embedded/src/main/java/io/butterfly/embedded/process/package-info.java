/**
 * Processes that this one starts and is responsible for.
 *
 * <p>A child names its own pid file on its command line. So a pid found in a pid file is ours exactly when the command
 * line of that process contains the file's path: a reused pid is never signalled, and what a killed parent left behind
 * is ended at the next start. A child is the leader of a session of its own, so that Ctrl-C reaches the parent only,
 * which then stops its children in the right order. Its output goes to a log file, whose end is shown when it does not
 * come up.
 */
package io.butterfly.embedded.process;
