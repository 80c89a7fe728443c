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
check_only=""

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
  --ephemeral            this host comes and goes
  --check                only check whether the sensor can run here
  --help
TELOVIX_USAGE
}

# The last line says why and what to do.
fail() {
  local code=$1
  shift
  undo
  printf 'telovix: %s\n' "$*" >&2
  exit "$code"
}

parse() {
  while [ $# -gt 0 ]; do
    case $1 in
      --help | -h) usage && exit 0 ;;
      --check) check_only=yes ;;
      --ephemeral) enroll_options+=(--ephemeral) ;;
      --token | --token-file | --role | --name | --tags | --flavor | --cluster-name)
        [ $# -ge 2 ] || fail 2 "$1 needs a value. See --help."
        case $1 in
          --token) token=$2 ;;
          --token-file) token_file=$2 ;;
          *) enroll_options+=("$1" "$2") ;;
        esac
        shift
        ;;
      *) fail 2 "Unknown option $1. See --help." ;;
    esac
    shift
  done
}

read_token() {
  [ -n "$token" ] || token=${TELOVIX_TOKEN:-}
  unset TELOVIX_TOKEN
  if [ -z "$token" ] && [ -n "$token_file" ]; then
    [ -r "$token_file" ] || fail 2 "--token-file $token_file cannot be read."
    token=$(tr -d '[:space:]' <"$token_file")
  fi
  if [ -n "$check_only" ] || [ -n "$was_enrolled" ]; then return; fi
  [ -n "$token" ] || fail 2 "An enrollment token is needed: --token, --token-file or TELOVIX_TOKEN."
}

preflight() {
  local release major minor tool
  [ "$(uname -s)" = Linux ] || fail 3 "This is $(uname -s); the sensor runs on Linux."
  [ "$(id -u)" = 0 ] || fail 3 "Run this as root."
  [ -d /run/systemd/system ] || fail 3 "systemd does not run here. In a container, run: telovix-sensor run --state mem:"
  release=$(uname -r)
  major=${release%%.*}
  minor=${release#*.}
  minor=${minor%%[!0-9]*}
  if [ "$major" -lt 5 ] || { [ "$major" -eq 5 ] && [ "${minor:-0}" -lt 4 ]; }; then
    fail 3 "Kernel $release is older than 5.4. Update the kernel."
  fi
  [ -r /sys/kernel/btf/vmlinux ] || fail 3 "Kernel $release has no BTF (/sys/kernel/btf/vmlinux). Use a kernel with CONFIG_DEBUG_INFO_BTF."
  for tool in curl sha256sum systemctl gzip; do
    command -v "$tool" >/dev/null || fail 3 "$tool is missing. Install it and run this again."
  done
  case $(uname -m) in
    x86_64) arch=amd64 ;;
    aarch64) arch=arm64 ;;
    *) fail 3 "There is no sensor for $(uname -m)." ;;
  esac
}

# The Console's own CA first; a Console with a public certificate is trusted by the system's store.
fetch() {
  local code
  curl -fsS --connect-timeout 10 --max-time 600 --retry 2 --cacert "$work/ca.pem" "$@"
  code=$?
  [ $code = 60 ] || return $code
  curl -fsS --connect-timeout 10 --max-time 600 --retry 2 "$@"
}

download() {
  local sum
  fetch -o "$work/sum" "$console_url/api/v1/sensor/download/$arch/sha256" ||
    fail 5 "The Console at $console_url is not reachable or not trusted. Check the URL, port 15483 and the firewall."
  fetch --compressed -o "$work/telovix-sensor" "$console_url/api/v1/sensor/download/$arch" ||
    fail 5 "The download from $console_url broke off. Run this again."
  read -r sum _ <"$work/sum"
  printf '%s  %s\n' "$sum" "$work/telovix-sensor" | sha256sum -c --status ||
    fail 5 "The download does not match its checksum. Run this again."
  chmod 0755 "$work/telovix-sensor"
  "$work/telovix-sensor" version >/dev/null || fail 3 "The sensor does not start here (is libstdc++ installed?)."
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
  local code
  if [ -n "$was_enrolled" ]; then return; fi
  (umask 077 && printf '%s' "$token" >"$work/token")
  $binary enroll --console "$console_url" --ca-cert $config_dir/console-ca.cert.pem \
    --token-file "$work/token" ${enroll_options[@]+"${enroll_options[@]}"} 2>"$work/why"
  code=$?
  [ $code = 0 ] && return
  case $code in 2 | 3 | 4 | 5) ;; *) code=5 ;; esac
  fail $code "$(tail -n 1 "$work/why")"
}

start() {
  systemctl daemon-reload && systemctl enable -q telovix-sensor 2>/dev/null
  systemctl restart telovix-sensor || fail 3 "The service did not start: $(journalctl -u telovix-sensor -n 1 -o cat 2>/dev/null)"
  for _ in $(seq 60); do
    if $binary status --json 2>/dev/null | grep -q '"connected":true'; then return; fi
    systemctl is-active -q telovix-sensor || fail 3 "The service ended: $(journalctl -u telovix-sensor -n 1 -o cat 2>/dev/null)"
    sleep 0.5
  done
  fail 5 "The sensor does not reach the Console. Open the sensor port (15484) from here to the Console."
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
  parse "$@"
  if [ -e $config_dir/sensor.json ] && [ -e $state_dir/client.cert.pem ]; then was_enrolled=yes; fi
  read_token
  preflight
  work=$(mktemp -d /tmp/telovix-install.XXXXXX) || fail 3 "/tmp is not writable."
  trap 'fail 3 "Interrupted."' INT TERM HUP
  ca_pem >"$work/ca.pem"
  if [ -n "$check_only" ]; then
    fetch -o /dev/null "$console_url/healthz" || fail 5 "The Console at $console_url is not reachable. Check port 15483 and the firewall."
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
