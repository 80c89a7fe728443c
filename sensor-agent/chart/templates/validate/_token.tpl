{{- define "telovix-sensor.validateToken" -}}
{{- $token := default "" .Values.sensor.enrollmentToken | trim -}}
{{- $secret := .Values.sensor.existingSecret -}}
{{- if and $token $secret -}}
{{- fail (printf "sensor.enrollmentToken and sensor.existingSecret are both set, and only one may be. To use the Secret %s, add --set sensor.enrollmentToken=" $secret) -}}
{{- end -}}
{{- if not (or $token $secret) -}}
{{- fail (printf "sensor.existingSecret or sensor.enrollmentToken is required. Generate a token (Console: Sensors > Deploy Sensor > Kubernetes), run kubectl create secret generic telovix-sensor-token --namespace %s --from-literal=enrollmentToken=<token>, and add --set sensor.existingSecret=telovix-sensor-token" .Release.Namespace) -}}
{{- end -}}
{{- if and $token (not (regexMatch `^tvx_[A-Za-z0-9_-]{49}$` $token)) -}}
{{- fail (printf "sensor.enrollmentToken has %d characters and is not an enrollment token: tvx_ and 49 letters, digits, - or _. Copy it again, or generate one: Console, Sensors > Deploy Sensor > Kubernetes" (len $token)) -}}
{{- end -}}
{{- if and $secret (hasPrefix "tvx_" $secret) -}}
{{- fail "sensor.existingSecret is an enrollment token, and accepts the name of a Secret that holds one. Put the token into a Secret, or set sensor.enrollmentToken instead" -}}
{{- end -}}
{{- if and $secret (not (regexMatch `^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$` $secret)) -}}
{{- fail (printf "sensor.existingSecret is %q, and accepts the name of a Secret: lower case letters, digits, - and dots. List them with kubectl get secrets --namespace %s" $secret .Release.Namespace) -}}
{{- end -}}
{{- if and $secret .Values.sensor.verifyExistingSecret -}}
{{- include "telovix-sensor.validateSecret" . -}}
{{- end -}}
{{- end -}}

{{/*
Asks the cluster, where there is one: `helm template` finds nothing at all, a cluster answers at least an
empty list. Otherwise the pods would wait for the Secret and only their events would say so.
*/}}
{{- define "telovix-sensor.validateSecret" -}}
{{- $name := .Values.sensor.existingSecret -}}
{{- $found := lookup "v1" "Secret" .Release.Namespace $name -}}
{{- if $found -}}
{{- if not (hasKey (default dict $found.data) "enrollmentToken") -}}
{{- fail (printf "Secret %s has no key enrollmentToken (sensor.existingSecret). Make it again: kubectl create secret generic %s --namespace %s --from-literal=enrollmentToken=<token>" $name $name .Release.Namespace) -}}
{{- end -}}
{{- else if lookup "v1" "Secret" .Release.Namespace "" -}}
{{- fail (printf "Secret %s (sensor.existingSecret) does not exist in namespace %s. Create it: kubectl create secret generic %s --namespace %s --from-literal=enrollmentToken=<token>. If it comes later, add --set sensor.verifyExistingSecret=false" $name .Release.Namespace $name .Release.Namespace) -}}
{{- end -}}
{{- end -}}
