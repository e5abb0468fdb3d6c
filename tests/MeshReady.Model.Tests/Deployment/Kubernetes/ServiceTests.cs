using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Kubernetes;

/// <summary>What is read of Services and of what stands before them.</summary>
public sealed class ServiceTests
{
    [Fact]
    public void Ports_of_a_service_are_read_with_their_lines()
    {
        var service = Manifests.Spec<ServiceSpec>("""
            apiVersion: v1
            kind: Service
            metadata: { name: orders }
            spec:
              type: NodePort
              sessionAffinity: ClientIP
              selector: { app: orders }
              ports:
              - name: http-api
                port: 80
                targetPort: 8080
              - { name: grpc, port: 81, targetPort: rpc, protocol: TCP, appProtocol: kubernetes.io/h2c }
            """);

        Assert.Equal(("NodePort", "ClientIP", "orders", false), (service.Type.Value, service.SessionAffinity.Value, service.Selector["app"].Value, service.IsHeadless));
        Assert.Equal((2, true, 9), (service.Ports.Count, service.Ports.IsComplete, service.Ports.Line));
        var (api, rpc) = (service.Ports[0], service.Ports[1]);
        Assert.Equal(("http-api", 80, 10, "8080", 11), (api.Name.Value, api.Port.Value, api.Port.Line, api.TargetPort.Value, api.TargetPort.Line));
        Assert.True(api.AppProtocol.IsAbsent && api.Protocol.IsAbsent);
        Assert.Equal(("rpc", "kubernetes.io/h2c", "TCP", 12), (rpc.TargetPort.Value, rpc.AppProtocol.Value, rpc.Protocol.Value, rpc.Line));
    }

    [Fact]
    public void Headless_and_external_services_are_told_apart()
    {
        Assert.True(Manifests.Spec<ServiceSpec>("apiVersion: v1\nkind: Service\nspec: { clusterIP: None }").IsHeadless);
        var external = Manifests.Spec<ServiceSpec>("apiVersion: v1\nkind: Service\nspec: { type: ExternalName, externalName: db.example.com }");
        Assert.Equal(("db.example.com", false), (external.ExternalName.Value, external.IsHeadless));
        Assert.True(external.Selector.IsComplete && external.Selector.Entries.Count == 0);
    }

    [Fact]
    public void What_a_template_may_add_to_a_service_is_unknown()
    {
        var service = Manifests.Spec<ServiceSpec>("""
            apiVersion: v1
            kind: Service
            metadata:
              name: orders
            spec:
              clusterIP: {{ .Values.ip }}
              ports:
              - port: {{ .Values.port }}
                targetPort: http
              {{- range .Values.more }}
              - port: {{ . }}
              {{- end }}
            """);

        Assert.Null(service.IsHeadless);
        Assert.False(service.Ports.IsComplete);
        Assert.True(service.Ports[0].Port.IsUnknown && service.Ports[0].Name.IsAbsent);
        Assert.Equal("http", service.Ports[0].TargetPort.Value);
    }

    [Theory]
    [InlineData("spec: { ports: text }")]
    [InlineData("spec: { ports: [ text, { port: 80 } ] }")]
    [InlineData("spec: { ports: { a: b } }")]
    public void Ports_that_cannot_be_read_leave_the_list_incomplete(string spec)
        => Assert.False(Manifests.Spec<ServiceSpec>("apiVersion: v1\nkind: Service\n" + spec).Ports.IsComplete);

    [Theory]
    [InlineData("serving.knative.dev/v1", "Service")]
    [InlineData("v1", "Secret")]
    [InlineData("example.com/v1", "ConfigMap")]
    [InlineData("policy/v1", "Eviction")]
    public void Other_kinds_have_no_record(string apiVersion, string kind)
        => Assert.Null(Manifests.Single($"apiVersion: {apiVersion}\nkind: {kind}\nspec: {{ ports: [] }}\ndata: {{ a: b }}").Spec);

    [Fact]
    public void Config_maps_keep_their_texts_and_print_none()
    {
        var map = Manifests.Spec<ConfigMapSpec>("apiVersion: v1\nkind: ConfigMap\ndata:\n  Services__Orders: http://orders\n  open: ${LATER}\n");

        Assert.Equal(("http://orders", 4), (map.Data["Services__Orders"].Value, map.Data["Services__Orders"].Line));
        Assert.True(map.Data["open"].IsUnknown && map.Data["other"].IsAbsent);
        Assert.DoesNotContain("http://orders", map.ToString());
        Assert.True(Manifests.Spec<ConfigMapSpec>("apiVersion: v1\nkind: ConfigMap\n").Data["any"].IsAbsent);
    }

    [Theory]
    [InlineData("networking.k8s.io/v1", "service: { name: orders, port: { number: 80 } }")]
    [InlineData("networking.k8s.io/v1", "service: { name: orders, port: { name: '80' } }")]
    [InlineData("extensions/v1beta1", "serviceName: orders, servicePort: 80")]
    public void Ingress_leads_to_services_in_each_version(string apiVersion, string backend)
    {
        var ingress = Manifests.Spec<IngressSpec>($$"""
            apiVersion: {{apiVersion}}
            kind: Ingress
            metadata: { name: shop }
            spec:
              ingressClassName: nginx
              tls: [ { hosts: [ shop.example.com ] } ]
              rules:
              - host: shop.example.com
                http: { paths: [ { path: /orders, pathType: Prefix, backend: { {{backend}} } } ] }
            """);

        var path = ingress.Rules[0].Paths[0];
        Assert.Equal(("nginx", "shop.example.com", "/orders", "Prefix"), (ingress.ClassName.Value, ingress.Rules[0].Host.Value, path.Path.Value, path.PathType.Value));
        Assert.Equal(("orders", "80", 9), (path.Backend.Value!.Service.Value, path.Backend.Value.Port.Value, path.Backend.Line));
        Assert.Equal("shop.example.com", Assert.Single(ingress.TlsHosts).Value);
        Assert.True(ingress.DefaultBackend.IsAbsent);
    }

    [Fact]
    public void Ingress_without_rules_has_its_default_backend()
        => Assert.Equal("web", Manifests.Spec<IngressSpec>("apiVersion: networking.k8s.io/v1\nkind: Ingress\nspec: { defaultBackend: { service: { name: web, port: { number: 80 } } } }").DefaultBackend.Value!.Service.Value);
}
