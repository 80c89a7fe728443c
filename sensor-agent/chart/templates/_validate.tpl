{{/*
What values.schema.json cannot say, or not clearly: each refusal is one line that names the value, what it
accepts and the next step. Types, enumerations, ranges and unknown names are the schema's.
*/}}
{{- define "telovix-sensor.validate" -}}
{{- include "telovix-sensor.validateConsole" . -}}
{{- include "telovix-sensor.validateToken" . -}}
{{- include "telovix-sensor.validateNames" . -}}
{{- include "telovix-sensor.validateTags" . -}}
{{- include "telovix-sensor.validateImage" . -}}
{{- include "telovix-sensor.validatePod" . -}}
{{- include "telovix-sensor.validateResources" . -}}
{{- include "telovix-sensor.validateAdmission" . -}}
{{- end -}}

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

{{- define "telovix-sensor.validateToken" -}}
{{- $token := trim .Values.sensor.enrollmentToken -}}
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

{{- define "telovix-sensor.validateNames" -}}
{{- $cluster := .Values.clusterName -}}
{{- if not (or $cluster .Values.clusterNameFromToken) -}}
{{- fail "clusterName is required: the name that the cluster token was generated for. Add --set clusterName=<name>" -}}
{{- end -}}
{{- if and $cluster (not (regexMatch `^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$` $cluster)) -}}
{{- fail (printf "clusterName is %q, and accepts 1–128 letters, digits, dot, dash or underscore, starting with a letter or digit. Use the name that the cluster token was generated for" $cluster) -}}
{{- end -}}
{{- with .Values.sensor.nodeRole -}}
{{- if not (regexMatch `^[a-z][a-z0-9_]{0,62}$` .) -}}
{{- fail (printf "sensor.nodeRole is %q, and accepts lower case letters, digits and underscore, such as generic_linux, control_plane or o_du. Leave it empty to let each node's own role decide" .) -}}
{{- end -}}
{{- end -}}
{{- with .Values.sensor.nodeNameOverride -}}
{{- if not (regexMatch `^([A-Za-z0-9]|\$\(TELOVIX_NODE_NAME\))([A-Za-z0-9._-]|\$\(TELOVIX_NODE_NAME\)){0,127}$` .) -}}
{{- fail (printf "sensor.nodeNameOverride is %q, and accepts letters, digits, dot, dash, underscore and $(TELOVIX_NODE_NAME). For a prefix write edge-$(TELOVIX_NODE_NAME)" .) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "telovix-sensor.validateTags" -}}
{{- $keys := dict -}}
{{- range $index, $tag := .Values.sensor.tags -}}
{{- if kindIs "map" $tag -}}
{{- fail (printf "sensor.tags[%d] was read as a map, and accepts key:value. In a values file write it without a space after the colon: - site:oslo" $index) -}}
{{- end -}}
{{- if not (regexMatch `^[a-z][a-z0-9_.-]{0,62}:[A-Za-z0-9_./@+-]{0,64}$` (toString $tag)) -}}
{{- fail (printf "sensor.tags[%d] is %q, and accepts key:value, the key in lower case, the value of letters, digits and _./@+-. Correct it, or leave it out and tag in the Console" $index (toString $tag)) -}}
{{- end -}}
{{- $key := splitList ":" (toString $tag) | first -}}
{{- if hasKey $keys $key -}}
{{- fail (printf "sensor.tags has the key %s twice, and a sensor has each key once. Leave one of them out" $key) -}}
{{- end -}}
{{- $_ := set $keys $key true -}}
{{- end -}}
{{- if gt (len .Values.sensor.tags) 32 -}}
{{- fail (printf "sensor.tags has %d tags, and accepts 32. Leave some out" (len .Values.sensor.tags)) -}}
{{- end -}}
{{- end -}}

{{- define "telovix-sensor.validateImage" -}}
{{- with .Values.image -}}
{{- if and .digest (not (regexMatch `^sha256:[0-9a-f]{64}$` .digest)) -}}
{{- fail (printf "image.digest is %q, and accepts sha256: and 64 hexadecimal digits. skopeo inspect shows it" .digest) -}}
{{- end -}}
{{- if and .digest .tag -}}
{{- fail (printf "image.tag and image.digest are both set, and the digest would decide. To take the tag %s, add --set image.digest=" .tag) -}}
{{- end -}}
{{- if regexMatch `^[a-z]+://|\s` .repository -}}
{{- fail (printf "image.repository is %q, and accepts <host>:<port>/<path> without https://. Leave it empty for the Console's own registry" .repository) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "telovix-sensor.validatePod" -}}
{{- range $name := list "app.kubernetes.io/name" "app.kubernetes.io/instance" -}}
{{- if hasKey $.Values.podLabels $name -}}
{{- fail (printf "podLabels has %s, which the DaemonSet selects its pods by. Use another label" $name) -}}
{{- end -}}
{{- end -}}
{{- $surge := dig "rollingUpdate" "maxSurge" 0 .Values.updateStrategy | toString -}}
{{- if not (has $surge (list "0" "0%")) -}}
{{- fail (printf "updateStrategy.rollingUpdate.maxSurge is %s, and accepts 0: a node holds one sensor. Use maxUnavailable" $surge) -}}
{{- end -}}
{{- if gt (int64 .Values.priorityClass.value) 1000000000 -}}
{{- fail (printf "priorityClass.value is %d, and accepts at most 1000000000: Kubernetes reserves what is above. Lower it" (int64 .Values.priorityClass.value)) -}}
{{- end -}}
{{- if and .Values.priorityClass.create (hasPrefix "system-" .Values.priorityClass.name) -}}
{{- fail (printf "priorityClass.name is %q, and Kubernetes reserves names that begin with system-. To use that class, add --set priorityClass.create=false" .Values.priorityClass.name) -}}
{{- end -}}
{{- range .Values.extraEnv -}}
{{- if regexMatch (include "telovix-sensor.ownVariables" $) .name -}}
{{- fail (printf "extraEnv has %s, which the chart sets from its own values. See docs/kubernetes-values.md for the one that decides it" .name) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "telovix-sensor.validateResources" -}}
{{- range $kind := list "requests" "limits" -}}
{{- range $name, $quantity := dig $kind dict $.Values.resources -}}
{{- if not (regexMatch `^[0-9]+(\.[0-9]+)?(m|k|Ki|M|Mi|G|Gi|T|Ti)?$` (toString $quantity)) -}}
{{- fail (printf "resources.%s.%s is %q, and accepts a quantity such as %s" $kind $name (toString $quantity) (ternary "50m or 0.5" "128Mi or 1Gi" (eq $name "cpu"))) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $cpu := dig "limits" "cpu" "0" .Values.resources | toString -}}
{{- if and (eq .Values.sensor.nodeRole "o_du") (gt (include "telovix-sensor.millicores" $cpu | int) 500) -}}
{{- fail (printf "resources.limits.cpu is %s, and accepts at most 500m on vDU nodes (sensor.nodeRole=o_du): L1 tolerates no contention. values-oran-vdu.yaml has 200m" $cpu) -}}
{{- end -}}
{{- end -}}

{{- define "telovix-sensor.millicores" -}}
{{- if hasSuffix "m" . -}}{{- trimSuffix "m" . -}}{{- else -}}{{- mulf (float64 .) 1000 | ceil | int -}}{{- end -}}
{{- end -}}

{{- define "telovix-sensor.validateAdmission" -}}
{{- with .Values.admission -}}
{{- if .enabled -}}
{{- if not $.Values.clusterName -}}
{{- fail "clusterName is required with admission.enabled: the Console's rules are asked for by it. Add --set clusterName=<name>" -}}
{{- end -}}
{{- if .consoleUrl -}}
{{- include "telovix-sensor.validateUrl" (dict "name" "admission.consoleUrl" "url" .consoleUrl) -}}
{{- end -}}
{{- if contains "-----BEGIN" .caBundle -}}
{{- fail "admission.caBundle is a PEM certificate, and accepts it in base64. Copy the base64 from Settings > Console > CA Certificate, or run base64 -w0 console-ca.pem" -}}
{{- end -}}
{{- if and .caBundle (not (contains "-----BEGIN CERTIFICATE-----" (b64dec .caBundle))) -}}
{{- fail "admission.caBundle accepts the base64 of a PEM certificate. Copy it from Settings > Console > CA Certificate" -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Variables that follow from values; others of the sensor's options may be set. */}}
{{- define "telovix-sensor.ownVariables" -}}
^TELOVIX_(CONSOLE|CLUSTER_NAME|INSTALL_ID|FLAVOR|ROLE|TAGS|NODE_NAME|NAME|NAMESPACE|POD_NAME|TOKEN|TOKEN_FILE|CA_CERT|STATE|CONFIG|KUBERNETES|KEEP_IDENTITY|HEALTH_PORT|STARTUP_GATE|STARTUP_GATE_SECONDS)$
{{- end -}}
