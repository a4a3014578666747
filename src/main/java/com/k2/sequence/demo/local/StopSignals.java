package com.k2.sequence.demo.local;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Lets a program end gracefully on SIGINT (Ctrl-C), SIGTERM and SIGHUP. A shutdown hook would be
 * too late for that: all hooks run at the same time, the servers' hooks too.
 *
 * <p>The JDK's only API for signals, {@code sun.misc.Signal}, is called by reflection, because the
 * compiler's warning about it can't be switched off.
 */
public final class StopSignals {

    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

    private StopSignals() {}

    /**
     * Calls the action, on a thread of the JVM, at each such signal from now on; the JVM continues.
     *
     * @throws IllegalStateException if this JVM has no signals
     */
    public static void handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            handler.getClassLoader(), new Class<?>[] {handler}, handling(action));
            Method register = signal.getMethod("handle", signal, handler);
            for (String name : NAMES) {
                register.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM can't handle signals", e);
        }
    }

    private static InvocationHandler handling(Runnable action) {
        return (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return method.invoke(action, arguments);
            }
            action.run();
            return null;
        };
    }
}
