/** Why a job is not over: in words, for each of its tasks that is not. */
package io.butterfly.xingqiao.why;
