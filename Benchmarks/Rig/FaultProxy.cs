using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CityOps.Benchmarks.Rig;

/// <summary>
/// Stands before a real server and answers in its place as bad servers do. What it does can be changed at any moment and holds for
/// requests that come from then on.
/// </summary>
sealed class FaultProxy : IAsyncDisposable
{
    /// <summary>How late a slow answer is. Less than our client's patience of 10 s.</summary>
    public static readonly TimeSpan Lateness = TimeSpan.FromSeconds(2);

    /// <summary>How long a busy server asks to be left alone.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>Longest body that is not too large, in bytes.</summary>
    public const int LargestBody = 4_000;

    readonly WebApplication _app;
    readonly HttpClient _server;
    int _answer;

    FaultProxy(Uri server)
    {
        _server = new HttpClient { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    public Uri Url => new(_app.Urls.Single());

    public FaultyAnswer Answer
    {
        get => (FaultyAnswer)Volatile.Read(ref _answer);
        set => Volatile.Write(ref _answer, (int)value);
    }

    /// <summary>When requests came, as timestamps, and what was done with each.</summary>
    public ConcurrentQueue<(long At, FaultyAnswer Answer)> Requests { get; } = new();

    public static async Task<FaultProxy> StartAsync(Uri server)
    {
        var proxy = new FaultProxy(server);
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
        _server.Dispose();
    }

    async Task ServeAsync(HttpContext context)
    {
        var received = TimeProvider.System.GetTimestamp();
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var answer = Answer is FaultyAnswer.TooLarge && body.Length <= LargestBody ? FaultyAnswer.Pass : Answer;
        Requests.Enqueue((received, answer));
        try
        {
            await (answer switch
            {
                FaultyAnswer.ServerError => SayAsync(context, 500, "timeout"),
                FaultyAnswer.BusySeconds => SayAsync(context, 503, "busy", new RetryConditionHeaderValue(RetryAfter)),
                FaultyAnswer.BusyDate => SayAsync(context, 503, "busy", new RetryConditionHeaderValue(TimeProvider.System.GetUtcNow() + RetryAfter)),
                FaultyAnswer.TooLarge => SayAsync(context, 413, "Request Entity Too Large"),
                FaultyAnswer.Unauthorized => SayAsync(context, 401, "authorization failed"),
                _ => HandOnAsync(context, body.ToArray(), answer),
            });
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException)
        {
            // Whoever asked is gone, or the server is.
            context.Abort();
        }
    }

    async Task HandOnAsync(HttpContext context, byte[] body, FaultyAnswer answer)
    {
        if (answer == FaultyAnswer.Slow)
        {
            await Task.Delay(Lateness, TimeProvider.System, context.RequestAborted);
        }

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.Path + context.Request.QueryString.ToString());
        request.Content = new ByteArrayContent(body);
        Copy("Content-Type", context.Request, request.Content.Headers);
        Copy("Authorization", context.Request, request.Headers);
        using var said = await _server.SendAsync(request, context.RequestAborted);
        switch (answer)
        {
            case FaultyAnswer.Reset:
                context.Abort();
                return;
            case FaultyAnswer.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
                return;
        }

        context.Response.StatusCode = (int)said.StatusCode;
        context.Response.ContentType = said.Content.Headers.ContentType?.ToString();
        if (said.StatusCode != HttpStatusCode.NoContent)
        {
            await said.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    static void Copy(string name, HttpRequest from, HttpHeaders to)
    {
        if (from.Headers.TryGetValue(name, out var value))
        {
            to.TryAddWithoutValidation(name, (string?)value);
        }
    }

    static Task SayAsync(HttpContext context, int status, string error, RetryConditionHeaderValue? retryAfter = null)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter.ToString();
        }

        return context.Response.WriteAsync($$"""{"error":"{{error}}"}""");
    }
}
