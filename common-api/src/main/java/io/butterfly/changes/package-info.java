/**
 * Who changed what: each call that needs an operator or an admin is recorded when it has ended, with its parameters.
 * Secrets in them are masked before anything is kept. What machines do all day, publishing, claiming, finishing and
 * creating jobs, is not recorded here: messages and jobs say themselves who made them.
 */
package io.butterfly.changes;
