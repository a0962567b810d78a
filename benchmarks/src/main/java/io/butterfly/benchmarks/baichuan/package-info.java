/**
 * BaiChuan's speed: one Redis that writes its append-only file every second, and one or two BaiChuans, each a process
 * of its own as the standalone set-up starts it. Publishers and the worker are this JVM.
 */
package io.butterfly.benchmarks.baichuan;
