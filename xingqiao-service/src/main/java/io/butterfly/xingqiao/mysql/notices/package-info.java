/**
 * The table of notices: written with every change of a job's status, drained by {@link io.butterfly.xingqiao.notifier}.
 */
package io.butterfly.xingqiao.mysql.notices;
