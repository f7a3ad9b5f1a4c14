using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using CityOps.Tests.Support;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

/// <summary>What a server says.</summary>
sealed record FakeAnswer(int Status, string Body = "", string? RetryAfter = null)
{
    public static FakeAnswer Written { get; } = new(204);

    public static FakeAnswer Error(int status, string error) => new(status, $$"""{"error":"{{error}}"}""");
}

/// <summary>
/// A server that answers writes as a test says, for what a healthy InfluxDB cannot be brought to. Every statement succeeds.
/// Keeps the lines that it took.
/// </summary>
sealed class FakeInflux : IAsyncDisposable
{
    readonly HttpListener listener = new();
    readonly Task serving;
    readonly string? version;

    /// <param name="answer">To the lines of a write.</param>
    /// <param name="statements">To any statement; null = as InfluxDB would.</param>
    /// <param name="version">What it says that it is; null = nothing.</param>
    public FakeInflux(Func<string[], FakeAnswer> answer, string? statements = null, string? version = null)
    {
        this.version = version;
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
        listener.Prefixes.Add(Url.AbsoluteUri);
        listener.Start();
        serving = Task.Run(() => ServeAsync(answer, statements));
    }

    public Uri Url { get; }

    /// <summary>The lines of each write, taken or not.</summary>
    public ConcurrentQueue<string[]> Writes { get; } = new();

    /// <summary>Lines that were answered with 204, in order.</summary>
    public ConcurrentQueue<string> Taken { get; } = new();

    /// <summary>Addresses with their query, statements left out.</summary>
    public ConcurrentQueue<string> Addresses { get; } = new();

    public ConcurrentQueue<string?> Logins { get; } = new();

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    async Task ServeAsync(Func<string[], FakeAnswer> answer, string? statements)
    {
        while (true)
        {
            try
            {
                await AnswerAsync(await listener.GetContextAsync(), answer, statements);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    async Task AnswerAsync(HttpListenerContext context, Func<string[], FakeAnswer> answer, string? statements)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        Addresses.Enqueue(context.Request.RawUrl!);
        Logins.Enqueue(context.Request.Headers["Authorization"]);
        var said = context.Request.Url!.AbsolutePath switch
        {
            "/ping" => new FakeAnswer(204),
            "/query" => new FakeAnswer(200, statements ?? Statement(body)),
            _ => Write(body, answer),
        };
        if (version is not null)
        {
            context.Response.Headers["X-Influxdb-Version"] = version;
        }

        if (said.RetryAfter is { } wait)
        {
            context.Response.Headers["Retry-After"] = wait;
        }

        context.Response.StatusCode = said.Status;
        context.Response.Close(Encoding.UTF8.GetBytes(said.Body), willBlock: false);
    }

    FakeAnswer Write(string body, Func<string[], FakeAnswer> answer)
    {
        var lines = body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Writes.Enqueue(lines);
        var said = answer(lines);
        foreach (var line in said.Status == 204 ? lines : [])
        {
            Taken.Enqueue(line);
        }

        return said;
    }

    static string Statement(string body) => body.Contains("RETENTION", StringComparison.Ordinal)
        ? """{"results":[{"statement_id":0,"series":[{"columns":["name","duration","shardGroupDuration","replicaN","default"],"values":[["autogen","0s","168h0m0s",1,true]]}]}]}"""
        : """{"results":[{"statement_id":0}]}""";
}
