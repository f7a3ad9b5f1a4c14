using System.Net;
using CityOps.Dashboard.Web;
using CityOps.Ingestion.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace CityOps.Tests.Dashboard.Web;

public sealed class FrontDoorTests
{
    const string Elsewhere = "192.0.2.7";

    [Theory]
    [InlineData(Elsewhere, "/", "/plain-http")]
    [InlineData(Elsewhere, "/sign-in", "/plain-http")]
    [InlineData(Elsewhere, "/_blazor", "/plain-http")]
    [InlineData(Elsewhere, "/app.css", "/app.css")]
    [InlineData(Elsewhere, "/api/v1/rules", "/api/v1/rules")]
    [InlineData(Elsewhere, "/health/ready", "/health/ready")]
    [InlineData("127.0.0.1", "/sign-in", "/sign-in")]
    [InlineData("::1", "/sign-in", "/sign-in")]
    [InlineData("::ffff:192.0.2.7", "/sign-in", "/plain-http")]
    [InlineData("10.0.0.7", "/sign-in", "/sign-in")]
    [InlineData("::ffff:10.0.0.7", "/sign-in", "/sign-in")]
    public async Task PlainHttp_IsForThisMachineAndForPrograms(string from, string path, string seen)
    {
        var context = await PassAsync(from, path, [], ("Web:TrustedProxies", "10.0.0.0/24"));
        Assert.Equal(seen, context.Request.Path);
        Assert.Equal(seen == "/plain-http" ? 403 : 200, context.Response.StatusCode);
    }

    [Fact]
    public async Task PlainHttp_IsAllowedWhileDeveloping() =>
        Assert.Equal("/sign-in", (await PassAsync(Elsewhere, "/sign-in", [], environment: Environments.Development)).Request.Path);

    [Theory]
    [InlineData("127.0.0.1", "198.51.100.4", "https", "198.51.100.4", "/sign-in")]
    [InlineData(Elsewhere, "198.51.100.4", "https", Elsewhere, "/plain-http")]
    [InlineData("127.0.0.1", "203.0.113.9, 198.51.100.4", "https", "198.51.100.4", "/sign-in")]
    [InlineData("127.0.0.1", "198.51.100.4, 127.0.0.1", "https", "198.51.100.4", "/sign-in")]
    [InlineData("127.0.0.1", "198.51.100.4", "http", "198.51.100.4", "/plain-http")]
    public async Task OnlyATrustedProxy_SaysWhoAsksAndHow(string from, string forwardedFor, string scheme, string asker, string seen)
    {
        var context = await PassAsync(from, "/sign-in", [("X-Forwarded-For", forwardedFor), ("X-Forwarded-Proto", scheme)]);
        Assert.Equal((IPAddress.Parse(asker), seen), (context.Connection.RemoteIpAddress, context.Request.Path.Value));
    }

    [Theory]
    [InlineData("city.example.org", "city.example.org")]
    [InlineData("evil.example.org", "city.example.org")]
    [InlineData("localhost", "localhost")]
    public async Task Host_IsOurs_WhateverIsAskedFor(string asked, string host)
    {
        var context = await PassAsync(
            "127.0.0.1", "/sign-in", [("Host", asked), ("X-Forwarded-For", Elsewhere), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example.org")],
            ("Web:PublicUrl", "https://city.example.org"));
        Assert.Equal(host, context.Request.Host.Host);
    }

    [Theory]
    [InlineData("/ops/people", "/people")]
    [InlineData("/people", "/people")]
    [InlineData("/ops", "/")]
    [InlineData("/ops/", "/")]
    [InlineData("/opsx", "/opsx")]
    [InlineData("/OPS/people", "/OPS/people")]
    public async Task PathBase_IsThereWhetherTheProxyLeavesItOrNot(string asked, string path)
    {
        var context = await PassAsync("127.0.0.1", asked, [], ("Web:PublicUrl", "https://city.example.org/ops/"));
        Assert.Equal(("/ops", path), (context.Request.PathBase.Value, context.Request.Path.Value));
    }

    [Theory]
    [InlineData("city.example.org", "/plain-http")]
    [InlineData("localhost", "/people")]
    public async Task PublicName_OverPlainHttp_IsAProxyThatDoesNotSayTheScheme(string host, string seen)
    {
        var context = await PassAsync("127.0.0.1", "/people", [("Host", host)], ("Web:PublicUrl", "https://city.example.org"));
        Assert.Equal(seen, context.Request.Path);
    }

    static async Task<HttpContext> PassAsync(
        string from, string path, (string Name, string Value)[] headers, (string Key, string Value)? setting = null, string? environment = null)
    {
        var values = new Dictionary<string, string?>();
        if (setting is var (key, value))
        {
            values[key] = value;
        }

        var settings = CitySettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), "/city", production: true);
        var services = new ServiceCollection().AddLogging().AddSingleton(settings)
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = environment ?? Environments.Production });
        await using var provider = FrontDoor.Add(services, settings.Web).BuildServiceProvider();
        var app = new ApplicationBuilder(provider);
        foreach (var filter in provider.GetServices<Microsoft.AspNetCore.Hosting.IStartupFilter>())
        {
            filter.Configure(_ => { })(app);
        }

        app.Run(_ => Task.CompletedTask);
        var context = new DefaultHttpContext { RequestServices = provider, Connection = { RemoteIpAddress = IPAddress.Parse(from) } };
        (context.Request.Scheme, context.Request.Host, context.Request.Path) = ("http", new HostString("localhost"), path);
        foreach (var (name, text) in headers)
        {
            context.Request.Headers[name] = text;
        }

        await app.Build()(context);
        return context;
    }
}
