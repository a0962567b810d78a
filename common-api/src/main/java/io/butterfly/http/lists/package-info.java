/** Lists that are longer than memory: their rows are read while the reply is written. */
package io.butterfly.http.lists;
