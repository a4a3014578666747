package com.k2.sequence.admin;

import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Starts the command line from the job jar alone. The jar lacks what a Flink cluster has, and must:
 * a second copy on a cluster's class path could meet another version. The few classes of it that
 * reading options takes are in a folder of the jar where no other class loader looks.
 */
public final class Launcher {

    private static final String FOLDER = "!/admin-lib/";
    private static final String COMMAND_LINE = "com.k2.sequence.admin.SequenceTracker";

    private Launcher() {}

    /**
     * @param args as {@link SequenceTracker#main} takes them
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        URL here = Launcher.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader classes =
                here.getPath().endsWith(".jar") ? jarAndItsFolder(here) : ownClassLoader();
        // Kafka's and Java's own login modules are looked for there.
        Thread.currentThread().setContextClassLoader(classes);
        try {
            classes.loadClass(COMMAND_LINE)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static ClassLoader jarAndItsFolder(URL jar) {
        try {
            URL[] places = {jar, new URL("jar:" + jar + FOLDER)};
            return new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ClassLoader ownClassLoader() {
        return Launcher.class.getClassLoader();
    }
}
