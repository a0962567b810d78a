/**
 * When a job is due: the rules of the manual (cron, interval, date), their stored form, and the instants they name in a
 * time zone.
 */
package io.butterfly.ruqi.rule;
