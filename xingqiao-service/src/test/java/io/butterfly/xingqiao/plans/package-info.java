/** Workflows that only tests have. */
package io.butterfly.xingqiao.plans;
