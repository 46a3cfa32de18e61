/** The person's configuration: where it lives, how it is found, read, checked and edited without touching another byte. */
@NullMarked
package cn.openclaw.config;

import org.jspecify.annotations.NullMarked;
