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
{{- range $index, $tag := default list .Values.sensor.tags -}}
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
{{- if gt (len $keys) 32 -}}
{{- fail (printf "sensor.tags has %d tags, and accepts 32. Leave some out" (len $keys)) -}}
{{- end -}}
{{- end -}}
