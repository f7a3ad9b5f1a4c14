using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CityOps.Tests.Dashboard.Worker;

/// <summary>A web server that answers as a test says Ingestion would. It can be away, and come back on the same port.</summary>
sealed class FakeIngestion : IAsyncDisposable
{
    public const string ReadyWords = """{"status":"ready","components":[{"name":"broker","status":"ready","since":null,"text":"It listens.","numbers":{"connections":3}},{"name":"journal","status":"ready","since":null,"text":"It keeps.","numbers":{}},{"name":"store","status":"ready","since":null,"text":"It takes.","numbers":{"pendingMessages":7}},{"name":"cityDatabase","status":"ready","since":null,"text":"Theirs.","numbers":{}},{"name":"evaluator","status":"ready","since":null,"text":"It judges.","numbers":{}},{"name":"live","status":"ready","since":null,"text":"Theirs.","numbers":{}},{"name":"jobs","status":"ready","since":null,"text":"They run.","numbers":{}}]}""";

    WebApplication? _server;

    FakeIngestion(int port) => Port = port;

    public int Port { get; }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{Port}"));

    /// <summary>Status, content type and body by path with query; what is not there is 404.</summary>
    public ConcurrentDictionary<string, (int Status, string Type, string Body)> Answers { get; } = new();

    /// <summary>Paths with queries, in the order in which they were asked for, and the Authorization that came with them.</summary>
    public ConcurrentQueue<(string Path, string Authorization)> Asked { get; } = new();

    /// <summary>By path, what it was last asked with.</summary>
    public ConcurrentDictionary<string, (string Method, string Body)> Told { get; } = new();

    public static async Task<FakeIngestion> StartAsync()
    {
        var fake = new FakeIngestion(FreePort.Next());
        fake.Say("/health/ready", ReadyWords);
        await fake.ComeAsync();
        return fake;
    }

    public void Say(string path, string json, int status = 200) => Answers[path] = (status, status < 400 || status == 503 ? "application/json" : "application/problem+json", json);

    public async Task ComeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.AbsoluteUri);
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync();
    }

    public async Task LeaveAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            await server.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await LeaveAsync();

    async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.ToUriComponent() + context.Request.QueryString;
        Asked.Enqueue((path, context.Request.Headers.Authorization.ToString()));
        using (var told = new StreamReader(context.Request.Body))
        {
            Told[path] = (context.Request.Method, await told.ReadToEndAsync());
        }

        var (status, type, body) = Answers.GetValueOrDefault(path, (404, "application/problem+json", """{"title":"Not Found","status":404}"""));
        (context.Response.StatusCode, context.Response.ContentType) = (status, type);
        await context.Response.WriteAsync(body);
    }
}
