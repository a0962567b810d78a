/** XingQiao with a real BaiChuan, Redis and MariaDB: separate processes, some of them killed. */
package io.butterfly.xingqiao.chain;
