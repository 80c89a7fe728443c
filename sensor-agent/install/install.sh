#!/usr/bin/env bash
# Installs the Telovix Sensor and enrolls this host. Served by the Console, which fills in three
# placeholders (names between two at-signs): CONSOLE_URL, its URL as one single-quoted word, and
# inside quoted here-documents CA_PEM, its CA certificate, and UNIT, the systemd unit. A comment must
# not spell them out: what replaces them has several lines, which the shell would run.
# Everything is in functions and the last line starts it, so a download that was cut off does nothing.
# Exit codes: 0 done, 2 usage, 3 pre-flight failed, 4 enrollment refused, 5 Console unreachable.
set -uo pipefail

console_url=@CONSOLE_URL@
binary=/usr/local/bin/telovix-sensor
unit=/etc/systemd/system/telovix-sensor.service
config_dir=/etc/telovix-sensor
state_dir=/var/lib/telovix-sensor
work=""
changed=""
was_enrolled=""
was_active=""
enroll_options=()
token=""
token_file=""
name=""
ephemeral=${TELOVIX_EPHEMERAL:-}
remove_after=${TELOVIX_REMOVE_AFTER:-}
check_only=""
# What is in the way: codes for the Console, words for people.
codes=()
obstacles=()

ca_pem() {
  cat <<'TELOVIX_CA'
@CA_PEM@
TELOVIX_CA
}

unit_file() {
  cat <<'TELOVIX_UNIT'
@UNIT@
TELOVIX_UNIT
}

usage() {
  cat <<'TELOVIX_USAGE'
install.sh – installs the Telovix Sensor and enrolls this host

  --token T              enrollment token (or TELOVIX_TOKEN)
  --token-file F         file that holds it
  --role R               default generic_linux
  --name N               default: the cloud's instance id, else the host name
  --tags k:v,k:v         tags, also editable in the Console later
  --flavor F             standard or telecom
  --cluster-name C       for cluster tokens
  --ephemeral            this host comes and goes: it leaves the Console when it shuts down
  --remove-after S       for ephemeral hosts: removed S seconds after the last heartbeat
  --check                only check whether the sensor can run here
  --help
TELOVIX_USAGE
}

# The last line says why and what to do.
fail() {
  report
  undo
  printf 'telovix: %s\n' "${*:2}" >&2
  exit "$1"
}

obstacle() {
  codes+=("$1")
  obstacles+=("$2")
}

# Fails with an exit code for a reason that the Console is told of.
stop() {
  obstacle "$2" "$3"
  fail "$1" "$3"
}

# Goes on when nothing is in the way; else all of it is said.
clear_way() {
  [ ${#codes[@]} -gt 0 ] || return 0
  [ ${#codes[@]} = 1 ] || printf 'telovix: %s\n' "${obstacles[@]:1}" >&2
  fail 3 "${obstacles[0]}"
}

# Text, at most $2 characters of it, as a JSON string of plain ASCII.
json() {
  local text
  text=$(printf '%s' "$1" | LC_ALL=C tr -c '\40-\176' ' ' | cut -c "1-$2" | sed 's/[\\"]/\\&/g')
  printf '"%s"' "$text"
}

# Tells the Console why this host does not become a sensor. Nothing depends on it.
report() {
  local body="" index sensor=$work/telovix-sensor
  if [ ${#codes[@]} = 0 ] || [ -n "$was_enrolled" ] || [ ! -e "$work/ca.pem" ]; then return; fi
  for index in "${!codes[@]}"; do
    body+="${body:+,}{\"code\":\"${codes[index]}\",\"detail\":$(json "${obstacles[index]}" 500)}"
  done
  codes=()
  body="{\"hostname\":$(json "$(uname -n)" 253),\"kernel\":$(json "$(uname -r)" 128),\"failed\":[$body]"
  [ -z "$name" ] || body+=",\"name\":$(json "$name" 128)"
  case $token in tvx_*) body+=",\"tokenPrefix\":$(json "$token" 12)" ;; esac
  [ -x "$sensor" ] || sensor=$binary
  body+=$(TELOVIX_STATE=mem: "$sensor" check --json 2>/dev/null |
    sed -n 's/.*\("machineId":"[0-9a-f]\{64\}"\).*/,\1/p')
  body+="}"
  send "$body" 4 --cacert "$work/ca.pem"
  [ $? != 60 ] || send "$body" 1
}

send() {
  printf '%s' "$1" | curl -s -o /dev/null --max-time "$2" -H 'content-type: application/json' \
    --data-binary @- "${@:3}" "$console_url/api/v1/sensor/preflight" 2>/dev/null
}

parse() {
  while [ $# -gt 0 ]; do
    case $1 in
      --help | -h) usage && exit 0 ;;
      --check) check_only=yes ;;
      --ephemeral) ephemeral=yes && enroll_options+=(--ephemeral) ;;
      --token | --token-file | --role | --name | --tags | --flavor | --cluster-name | --remove-after)
        [ $# -ge 2 ] || fail 2 "$1 needs a value. See --help."
        case $1 in
          --token) token=$2 ;;
          --token-file) token_file=$2 ;;
          --name) name=$2 && enroll_options+=(--name "$2") ;;
          --remove-after) remove_after=$2 && enroll_options+=(--remove-after "$2") ;;
          *) enroll_options+=("$1" "$2") ;;
        esac
        shift
        ;;
      *) fail 2 "Unknown option $1. See --help." ;;
    esac
    shift
  done
  [ -n "$remove_after" ] || return 0
  [[ $remove_after =~ ^[1-9][0-9]{1,6}$ && $remove_after -ge 60 && $remove_after -le 2592000 ]] ||
    fail 2 "--remove-after accepts seconds of silence, 60 to 2592000 (30 days)."
  [ -n "$ephemeral" ] || fail 2 "--remove-after is for ephemeral sensors: give --ephemeral as well."
}

read_token() {
  [ -n "$token" ] || token=${TELOVIX_TOKEN:-}
  unset TELOVIX_TOKEN
  if [ -z "$token" ] && [ -n "$token_file" ]; then
    [ -r "$token_file" ] || fail 2 "--token-file $token_file cannot be read."
    token=$(tr -d '[:space:]' <"$token_file")
  fi
  [ -n "$check_only$was_enrolled$token" ] || fail 2 "An enrollment token is needed: --token, --token-file or TELOVIX_TOKEN."
}

preflight() {
  local release tool
  [ "$(uname -s)" = Linux ] || stop 3 NotLinux "This is $(uname -s); the sensor runs on Linux."
  [ "$(id -u)" = 0 ] || obstacle NotRoot "Run this as root."
  [ -d /run/systemd/system ] ||
    obstacle NoSystemd "systemd does not run here. In a container, run: telovix-sensor run --state mem:"
  release=$(uname -r)
  [ "$(printf '%s\n' 5.4 "$release" | sort -V | head -n 1)" = 5.4 ] ||
    obstacle KernelTooOld "Kernel $release is older than 5.4. Update the kernel."
  [ -r /sys/kernel/btf/vmlinux ] ||
    obstacle NoBtf "Kernel $release has no BTF (/sys/kernel/btf/vmlinux). Use a kernel with CONFIG_DEBUG_INFO_BTF."
  for tool in curl sha256sum systemctl gzip; do
    command -v "$tool" >/dev/null || obstacle MissingTool "$tool is missing. Install it and run this again."
  done
  case $(uname -m) in
    x86_64) arch=amd64 ;;
    aarch64) arch=arm64 ;;
    *) obstacle UnknownArchitecture "There is no sensor for $(uname -m)." ;;
  esac
}

# A date that nobody told is now. It is only compared, so any answer will do.
check_clock() {
  local there off
  there=$(curl -sk -o /dev/null -D - --max-time 5 "$console_url/healthz" 2>/dev/null | sed -n 's/\r$//; s/^[Dd]ate: //p')
  off=$(($(date +%s) - $(date -d "${there:-now}" +%s 2>/dev/null || date +%s)))
  [ "${off#-}" -le 300 ] ||
    obstacle ClockOff "The clock is $((${off#-} / 60)) min off the Console's. Set it (timedatectl set-ntp true) and run this again."
}

# The Console's own CA first; a Console with a public certificate is trusted by the system's store.
fetch() {
  local code
  curl -fsS --connect-timeout 10 --max-time 600 --retry 2 --cacert "$work/ca.pem" "$@"
  code=$?
  [ $code = 60 ] || return $code
  curl -fsS --connect-timeout 10 --max-time 600 --retry 2 "$@"
}

unreachable() {
  check_clock
  clear_way
  fail 5 "The Console at $console_url is not reachable or not trusted. Check the URL, port 15483 and the firewall."
}

download() {
  fetch -o "$work/sum" "$console_url/api/v1/sensor/download/$arch/sha256" || unreachable
  # An image may bring this very executable, and a repetition finds it.
  (cd "$work" && cp $binary . && sha256sum -c --status sum) 2>/dev/null ||
    fetch --compressed -o "$work/telovix-sensor" "$console_url/api/v1/sensor/download/$arch" ||
    stop 5 DownloadFailed "The download from $console_url broke off. Run this again."
  (cd "$work" && sha256sum -c --status sum) ||
    stop 5 DownloadFailed "The download does not match its checksum. Run this again."
  chmod 0755 "$work/telovix-sensor"
  "$work/telovix-sensor" version >/dev/null ||
    stop 3 ServiceFailed "The sensor does not start here (is libstdc++ installed?)."
}

# What is there before is kept aside until everything has worked.
place() {
  changed=yes
  [ ! -e $binary ] || cp -a $binary "$work/old-binary"
  [ ! -e $unit ] || cp -a $unit "$work/old-unit"
  if systemctl is-active -q telovix-sensor; then was_active=yes; fi
  mkdir -p $config_dir /usr/local/bin && chmod 0755 $config_dir
  [ -n "$was_enrolled" ] || install -m 0644 "$work/ca.pem" $config_dir/console-ca.cert.pem
  install -m 0755 "$work/telovix-sensor" $binary.new && mv $binary.new $binary
  unit_file >$unit
}

enroll() {
  local code now
  if [ -n "$was_enrolled" ]; then return; fi
  read -r now _ </proc/uptime
  (umask 077 && printf '%s' "$token" >"$work/token")
  TELOVIX_INSTALL_STARTED_SECONDS_AGO=$((${now%.*} - ${started%.*})) $binary enroll --console "$console_url" --ca-cert $config_dir/console-ca.cert.pem \
    --token-file "$work/token" ${enroll_options[@]+"${enroll_options[@]}"} 2>"$work/why"
  code=$?
  [ $code = 0 ] && return
  case $code in 2 | 3 | 4 | 5) ;; *) code=5 ;; esac
  fail $code "$(tail -n 1 "$work/why")"
}

service_failed() {
  stop 3 ServiceFailed "The service $1: $(journalctl -u telovix-sensor -n 1 -o cat 2>/dev/null)"
}

start() {
  systemctl daemon-reload && systemctl enable -q telovix-sensor 2>/dev/null
  systemctl restart telovix-sensor || service_failed "did not start"
  for _ in $(seq 60); do
    if $binary status --json 2>/dev/null | grep -q '"connected":true'; then return; fi
    systemctl is-active -q telovix-sensor || service_failed ended
    sleep 0.5
  done
  stop 5 SensorPortUnreachable "The sensor does not reach the Console. Open the sensor port (15484) from here to the Console."
}

# Puts the host back as it was found.
undo() {
  if [ -n "$changed" ]; then
    systemctl stop telovix-sensor 2>/dev/null
    if [ -z "$was_enrolled" ]; then
      [ ! -e $state_dir/client.cert.pem ] || $binary logout >/dev/null 2>&1
      rm -rf $config_dir $state_dir /run/telovix-sensor
    fi
    if [ -e "$work/old-unit" ]; then mv "$work/old-unit" $unit; else
      systemctl disable -q telovix-sensor 2>/dev/null
      rm -f $unit
    fi
    if [ -e "$work/old-binary" ]; then mv "$work/old-binary" $binary; else rm -f $binary; fi
    systemctl daemon-reload
    [ -z "$was_active" ] || systemctl start telovix-sensor
    changed=""
  fi
  [ -z "$work" ] || rm -rf "$work"
}

main() {
  read -r started _ 2>/dev/null </proc/uptime
  parse "$@"
  if [ -e $config_dir/sensor.json ] && [ -e $state_dir/client.cert.pem ]; then was_enrolled=yes; fi
  read_token
  work=$(mktemp -d /tmp/telovix-install.XXXXXX) || fail 3 "/tmp is not writable."
  trap 'fail 3 "Interrupted."' INT TERM HUP
  ca_pem >"$work/ca.pem"
  preflight
  [ -z "$check_only" ] || check_clock
  clear_way
  if [ -n "$check_only" ]; then
    fetch -o /dev/null "$console_url/healthz" || unreachable
    undo
    echo "This host can run the sensor."
    return
  fi
  download
  place
  enroll
  start
  changed=""
  undo
  if [ -n "$was_enrolled" ]; then echo "The sensor was already enrolled; it is up to date and running."; else
    echo "The sensor is enrolled and connected to $console_url."
  fi
}

main "$@"
