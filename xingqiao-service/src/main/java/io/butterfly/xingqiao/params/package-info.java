/** Where the parameters of a task come from (contract §5.6, with ruling A14 on precedence). */
package io.butterfly.xingqiao.params;
