/**
 * Jobs that are tasks of other jobs: created, asked for and cancelled here as messages are at BaiChuan, under the id of
 * the task's start.
 */
package io.butterfly.xingqiao.subjob;
