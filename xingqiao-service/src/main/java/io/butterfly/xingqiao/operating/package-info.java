/** What operators, and whoever approves something, do to jobs that exist: cancel, pause, resume, signal, retry. */
package io.butterfly.xingqiao.operating;
