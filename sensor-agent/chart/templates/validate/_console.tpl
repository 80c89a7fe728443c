{{- define "telovix-sensor.validateConsole" -}}
{{- $url := .Values.sensor.consoleUrl -}}
{{- if not $url -}}
{{- fail "sensor.consoleUrl is required: the Console's address, https://<host>:<port>. Add --set sensor.consoleUrl=https://<console-host>:15483" -}}
{{- end -}}
{{- include "telovix-sensor.validateUrl" (dict "name" "sensor.consoleUrl" "url" $url) -}}
{{- with .Values.sensor.consoleCaCert -}}
{{- if not (contains "-----BEGIN CERTIFICATE-----" .) -}}
{{- fail "sensor.consoleCaCert accepts a PEM certificate, -----BEGIN CERTIFICATE----- and so on. Pass the file: --set-file sensor.consoleCaCert=console-ca.pem" -}}
{{- end -}}
{{- end -}}
{{- with .Values.sensor.bootstrapCaCertPath -}}
{{- if not (regexMatch `^(/host/etc|/host/run|/var/lib/telovix-sensor)/[^\s]+$` .) -}}
{{- fail (printf "sensor.bootstrapCaCertPath is %q, and accepts a file that the pod sees: below /host/etc, /host/run or /var/lib/telovix-sensor. The node's /etc/ssl/ca.pem is /host/etc/ssl/ca.pem" .) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The same grammar for each address of the Console. */}}
{{- define "telovix-sensor.validateUrl" -}}
{{- if not (hasPrefix "https://" .url) -}}
{{- fail (printf "%s is %q, and must begin with https://. The Console speaks nothing else: https://<console-host>:15483" .name .url) -}}
{{- end -}}
{{- if not (regexMatch `^https://([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?/?$` .url) -}}
{{- fail (printf "%s is %q, and accepts https://<host>:<port> without a path. Copy the address from the Console's Deploy Sensor page" .name .url) -}}
{{- end -}}
{{- end -}}
