/**
 * One turn of a job: the steps that follow from what happened, and all that has to be read for them. Deciding knows
 * neither parameters nor results; here conditions are looked at, lists become tasks, and the parameters of starting
 * tasks are collected.
 */
package io.butterfly.xingqiao.turn;
