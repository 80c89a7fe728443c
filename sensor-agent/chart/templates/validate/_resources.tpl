{{- define "telovix-sensor.validateResources" -}}
{{- range $kind := list "requests" "limits" -}}
{{- range $name, $quantity := dig $kind dict $.Values.resources -}}
{{- if not (regexMatch `^[0-9]+(\.[0-9]+)?(m|k|Ki|M|Mi|G|Gi|T|Ti)?$` (toString $quantity)) -}}
{{- fail (printf "resources.%s.%s is %q, and accepts a quantity such as %s" $kind $name (toString $quantity) (ternary "50m or 0.5" "128Mi or 1Gi" (eq $name "cpu"))) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $cpu := dig "limits" "cpu" "0" .Values.resources | toString -}}
{{- if and (eq (default "" .Values.sensor.nodeRole) "o_du") (gt (include "telovix-sensor.millicores" $cpu | int) 500) -}}
{{- fail (printf "resources.limits.cpu is %s, and accepts at most 500m on vDU nodes (sensor.nodeRole=o_du): L1 tolerates no contention. values-oran-vdu.yaml has 200m" $cpu) -}}
{{- end -}}
{{- end -}}

{{- define "telovix-sensor.millicores" -}}
{{- if hasSuffix "m" . -}}{{- trimSuffix "m" . -}}{{- else -}}{{- mulf (float64 .) 1000 | ceil | int -}}{{- end -}}
{{- end -}}
