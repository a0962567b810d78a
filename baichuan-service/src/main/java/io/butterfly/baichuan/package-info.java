/** BaiChuan 百川: the life of a message, {@code queued → started → finished | failed}. */
package io.butterfly.baichuan;
