/** What the tests of this service share. */
package io.butterfly.xingqiao.support;
