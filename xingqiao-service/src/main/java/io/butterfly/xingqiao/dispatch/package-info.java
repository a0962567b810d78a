/**
 * BaiChuan, as this service uses it: messages of tasks are published and asked for over
 * {@link io.butterfly.api.baichuan.BaiChuanClient}, ended ones arrive because XingQiao is a worker for the handler
 * {@code /xingqiao/task_done}.
 */
package io.butterfly.xingqiao.dispatch;
