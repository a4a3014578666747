# Shared by the commands beside it: builds what is missing or older than its sources, then runs it.

fail() {
    printf '%s: %s\n' "$(basename "$0")" "$1" >&2
    exit 1
}

# Sets JAVA to a java of version 17 or later.
require_java() {
    JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java
    command -v "$JAVA" >/dev/null ||
        fail "needs JDK 17 or later, and there is no $JAVA; install one, or set JAVA_HOME to it"
    local version
    version=$("$JAVA" -XshowSettings:properties -version 2>&1 |
        sed -n 's/^ *java\.specification\.version = \(1\.\)\{0,1\}//p')
    [ "${version:-0}" -ge 17 ] ||
        fail "needs JDK 17 or later, and $JAVA is ${version:-of no known version}; set JAVA_HOME to one"
}

# Builds the project in folder $1 if it was never built or a source is newer than what was built.
# The build writes class path $2, the run's own unless given; sources in folder $3 count too, if given.
build_if_older() {
    local classpath=$1/target/${2:-embedded.classpath}
    if [ -f "$classpath" ] && [ -d "$1/target/classes" ] &&
        [ -z "$(find "$1/pom.xml" "$1/src/main" ${3:+"$1/$3"} -newer "$classpath" -print -quit)" ]; then
        return
    fi
    command -v mvn >/dev/null ||
        fail "needs Maven 3.8.1 or later to build the project, and there is no mvn in the PATH"
    command -v "${JAVA}c" >/dev/null ||
        fail "needs a JDK to build the project, and there is no ${JAVA}c: set JAVA_HOME to a JDK"
    echo "Building (once, until a source changes) ..." >&2
    mvn -q -B -f "$1/pom.xml" -DskipTests package >&2 || fail "the build failed; see above"
}

# Runs a main class in place of this shell: run_main FOLDER JVM_OPTION... MAIN_CLASS ARGUMENT...
run_main() {
    local folder=$1
    shift
    exec "$JAVA" -cp "$folder/target/classes:$(cat "$folder/target/embedded.classpath")" "$@"
}

# The same of a main class among the tests: run_test_main FOLDER JVM_OPTION... MAIN_CLASS ARGUMENT...
run_test_main() {
    local folder=$1
    shift
    exec "$JAVA" -Dproject.directory="$folder" -cp "$folder/target/test-classes:$folder/target/classes:$(cat "$folder/target/test.classpath")" "$@"
}
