/** What operators ask of notices: the calls {@code notice_list} and {@code notice_test}, and the gauges. */
package io.butterfly.notices.http;
