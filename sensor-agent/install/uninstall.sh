#!/usr/bin/env bash
# Removes the Telovix Sensor: says goodbye to the Console, then removes every file. Served by the
# Console to enrolled sensors only, which fills in its URL as one single-quoted word.
# A Console that does not answer is only warned about: the host is cleaned all the same.
set -uo pipefail

console_url=@CONSOLE_URL@

goodbye() {
  [ -e /var/lib/telovix-sensor/client.cert.pem ] || return 0
  /usr/local/bin/telovix-sensor logout --reason uninstalled && return 0
  # The binary may be gone or broken; the certificate says goodbye as well.
  curl -fsS --max-time 20 -H 'content-type: application/json' -d '{"reason":"uninstalled"}' \
    --cacert /etc/telovix-sensor/console-ca.cert.pem \
    --cert /var/lib/telovix-sensor/client.cert.pem --key /var/lib/telovix-sensor/client.key.pem \
    "$console_url/api/v1/sensor/decommission"
}

main() {
  if [ "$(id -u)" != 0 ]; then
    echo "telovix: Run this as root." >&2
    exit 3
  fi
  # An ephemeral sensor says goodbye when it is stopped: it finds here why.
  [ ! -d /run/telovix-sensor ] || echo uninstalled >/run/telovix-sensor/leaving
  systemctl disable -q --now telovix-sensor 2>/dev/null
  goodbye || echo "telovix: warning: the Console did not hear the goodbye. Delete this sensor there by hand." >&2
  rm -rf /usr/local/bin/telovix-sensor /etc/systemd/system/telovix-sensor.service \
    /etc/telovix-sensor /var/lib/telovix-sensor /run/telovix-sensor /sys/fs/bpf/telovix-sensor
  systemctl daemon-reload
  systemctl reset-failed telovix-sensor 2>/dev/null
  echo "The sensor is removed."
}

main "$@"
