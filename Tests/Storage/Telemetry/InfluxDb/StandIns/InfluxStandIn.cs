using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using CityOps.Storage.Telemetry.InfluxDb;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb.StandIns;

/// <summary>
/// Stands in for an InfluxDB that we have not got: paths, logins, databases, line protocol and refusals are its own, as documented;
/// what it takes goes into a real InfluxDB 1.6.7, which also answers InfluxQL. Stricter than the real one in one thing: it
/// refuses every address, parameter and member that we need not send.
/// </summary>
abstract partial class InfluxStandIn : IAsyncDisposable
{
    public const string CityToken = "t0ken-of-the-city";

    readonly InfluxServer server;
    WebApplication? app;

    protected InfluxStandIn(InfluxServer server) => this.server = server;

    public string Token { get; init; } = CityToken;

    /// <summary>By name.</summary>
    public ConcurrentDictionary<string, StandInDatabase> Databases { get; } = new();

    /// <summary>Lines that shall not be parsed, whatever they are.</summary>
    public Func<string, bool> IsPoison { get; set; } = _ => false;

    /// <summary>Method, path and query of each request, in order.</summary>
    public ConcurrentQueue<string> Addresses { get; } = new();

    public ConcurrentQueue<string?> Logins { get; } = new();

    /// <summary>How many lines each write had.</summary>
    public ConcurrentQueue<int> Writes { get; } = new();

    public Uri Url { get; private set; } = null!;

    protected abstract string Version { get; }

    public async Task StartAsync()
    {
        await server.StartedAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(ServeAsync);
        await app.StartAsync();
        Url = new Uri(app.Urls.Single());
    }

    public async ValueTask DisposeAsync() => await (app?.DisposeAsync() ?? ValueTask.CompletedTask);

    /// <summary>What a city must be told to use it.</summary>
    public abstract InfluxDbOptions Access(InfluxDbOptions options);

    protected abstract ValueTask<StandInAnswer> AnswerAsync(StandInRequest request);

    protected abstract StandInAnswer Refusal(int status, string why);

    /// <summary>What is there, or a parameter that should not be.</summary>
    protected StandInAnswer? Extra(IEnumerable<string> given, params string[] known) =>
        given.Except(known).FirstOrDefault() is { } extra ? Refusal(400, $"unexpected {extra}") : null;

    protected async Task MakeAsync(string name, TimeSpan retention)
    {
        Databases[name] = new StandInDatabase(Databases.Count.ToString("x16", CultureInfo.InvariantCulture)) { Retention = retention };
        await server.QueryAsync($"CREATE DATABASE \"{name}\"");
    }

    /// <summary>Points that may be kept.</summary>
    protected async Task KeepAsync(string database, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            await server.WriteAsync(database, string.Join('\n', lines));
        }
    }

    /// <summary>Why a line cannot be parsed; null when it can.</summary>
    protected string? Parse(string line, out LineText? parsed)
    {
        parsed = null;
        try
        {
            parsed = LineText.Parse(line);
            return IsPoison(line) ? "poison" : null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    /// <summary>One statement that reads, answered by the real server.</summary>
    protected async Task<StandInAnswer> QueryAsync(StandInRequest request, Func<string, string, StandInAnswer?> refuses)
    {
        var form = request.Form;
        if (Extra(form.Keys, "db", "q", "epoch", "params") is { } extra)
        {
            return extra;
        }

        var (statement, database) = (form.GetValueOrDefault("q", ""), form.GetValueOrDefault("db", ""));
        if (refuses(statement, database) is { } refusal)
        {
            return refusal;
        }

        using var answer = await server.Http.PostAsync("query", new FormUrlEncodedContent(form));
        return new StandInAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>How many files of 3 Core a question touches.</summary>
    protected int FilesOf(string statement, string database) => Times().Match(statement) is { Success: true } times
        ? Databases[database].FilesBetween(long.Parse(times.Groups[1].ValueSpan, CultureInfo.InvariantCulture), long.Parse(times.Groups[2].ValueSpan, CultureInfo.InvariantCulture))
        : int.MaxValue;

    async Task ServeAsync(HttpContext context)
    {
        var request = await StandInRequest.ReadAsync(context.Request);
        Addresses.Enqueue(request.Route + context.Request.QueryString);
        Logins.Enqueue(request.Authorization);
        try
        {
            // Also where nothing but ourselves is asked: a server that is gone answers nobody.
            using var alive = await server.Http.GetAsync("ping");
            var answer = await AnswerAsync(request);
            context.Response.Headers["X-Influxdb-Version"] = Version;
            context.Response.StatusCode = answer.Status;
            if (answer.Body.Length > 0)
            {
                await context.Response.WriteAsync(answer.Body);
            }
        }
        catch (HttpRequestException)
        {
            // The server behind it is gone, and so is this one.
            context.Abort();
        }
    }

    [GeneratedRegex(@"time >= (-?\d+)ms AND time < (-?\d+)ms")]
    private static partial Regex Times();
}
