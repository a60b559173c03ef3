/**
 * Names of variables that a job has whatever its workflow says: those of the runner, of the system, and of the images that GitHub's
 * runners are made of.
 */
const OF_EVERY_JOB =
  /^(?:GITHUB|RUNNER|ACTIONS|INPUT|STATE|AGENT|LINEAGE|ImageOS|ImageVersion|ANDROID|ANT|AZURE_EXTENSION|BOOTSTRAP_HASKELL|CHROME|CHROMEWEBDRIVER|CONDA$|DEBIAN_FRONTEND|DOTNET|EDGEWEBDRIVER|ENABLE_RUNNER|GECKOWEBDRIVER|GHCUP|GOROOT|GRADLE|HOMEBREW|IEWebDriver|JAVA_HOME|LC|M2|MonAgent|NVM_DIR|PERFLOG|PIPX|POWERSHELL|PSModule|SELENIUM_JAR|SGX_AESM|SWIFT_PATH|SYSTEMD|VCPKG|XDG)|^(?:CI|HOME|HOSTNAME|INVOCATION_ID|JOURNAL_STREAM|LANG|LANGUAGE|LOGNAME|MEMORY_PRESSURE_\w+|OLDPWD|PATH|PWD|SHELL|SHLVL|TEMP|TERM|TMP|TMPDIR|TZ|USER|_)$/i;
/** What Windows sets for every process. */
const OF_WINDOWS =
  /^(?:ALLUSERSPROFILE|APPDATA|COMMONPROGRAM\w*|Common\w*|COMPUTERNAME|ComSpec|DriverData|HOMEDRIVE|HOMEPATH|LOCALAPPDATA|NUMBER_OF_PROCESSORS|OS|PATHEXT|PROCESSOR_\w+|Program(?:Data|Files|W6432)\S*|PUBLIC|System(?:Drive|Root)|USERDOMAIN\w*|USERNAME|USERPROFILE|windir)$/i;
/** As many as a record holds. */
const LIMIT = 1000;

/** Names of the variables that the job or step has of its own, sorted. Never their values: a name says what a training depended on. */
export function ownVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(env)
    .filter((name) => env[name] !== undefined && !OF_EVERY_JOB.test(name) && !OF_WINDOWS.test(name))
    .filter((name) => name.length <= 250 && /^[\x20-\x7e]+$/.test(name))
    .sort()
    .slice(0, LIMIT);
}
