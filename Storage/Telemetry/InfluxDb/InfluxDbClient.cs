using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>
/// The HTTP API of InfluxDB 1.x, as far as we use it. Secrets go into a header, never into an address, where logs and proxies
/// would keep them. Safe for concurrent use.
/// </summary>
sealed class InfluxDbClient : IDisposable
{
    /// <summary>A page of rows is a few megabytes; more is not an answer to anything we ask.</summary>
    const int LargestAnswer = 64 << 20;

    /// <summary>A clock that is wrong on either side must not silence us for hours.</summary>
    static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(10);

    readonly InfluxDbOptions options;
    readonly TimeProvider clock;
    readonly HttpClient http;

    public InfluxDbClient(InfluxDbOptions options, TimeProvider clock)
    {
        (this.options, this.clock) = (options, clock);
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), UseCookies = false, AllowAutoRedirect = false };
        http = new HttpClient(handler)
        {
            BaseAddress = new Uri(options.Url.AbsoluteUri.TrimEnd('/') + "/"),
            DefaultRequestVersion = HttpVersion.Version11,
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LargestAnswer,
        };
        if (options.Username is { } name)
        {
            var secret = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{options.Password}"));
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", secret);
        }
    }

    /// <summary>Null when a server answers; otherwise why not, in words.</summary>
    public async Task<string?> PingAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (status, body, _) = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "ping"), cancellationToken);
            return status is HttpStatusCode.NoContent or HttpStatusCode.OK ? null : Complaint(status, body);
        }
        catch (TelemetryStoreException e)
        {
            return e.Message;
        }
    }

    /// <summary>Writes lines with times in milliseconds. Every failure is an answer; only cancellation throws.</summary>
    public async ValueTask<WriteAnswer> WriteAsync(string database, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        // Not "us" and no other word: this server takes a precision it does not know for nanoseconds, without a word.
        var request = new HttpRequestMessage(HttpMethod.Post, $"write?db={Uri.EscapeDataString(database)}&precision=ms")
        {
            Content = new ReadOnlyMemoryContent(lines),
        };
        try
        {
            var (status, body, retryAfter) = await SendAsync(request, cancellationToken);
            return (int)status is >= 200 and < 300
                ? new WriteAnswer(WriteOutcome.Written, "")
                : new WriteAnswer(OutcomeOf(status, body), Complaint(status, body), retryAfter);
        }
        catch (TelemetryStoreException e)
        {
            return new WriteAnswer(WriteOutcome.Later, e.Message);
        }
    }

    /// <summary>Runs statements and returns the body. <paramref name="database"/> null where the statement names its own.</summary>
    /// <exception cref="TelemetryStoreException">No answer, or one that says no.</exception>
    /// <exception cref="NotFiniteException">The answer would hold a number that JSON cannot.</exception>
    public async Task<byte[]> QueryAsync(
        string? database, string statements, IReadOnlyDictionary<string, string>? texts, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string> { ["q"] = statements, ["epoch"] = "ms" };
        if (database is not null)
        {
            form["db"] = database;
        }

        if (texts is not null)
        {
            form["params"] = JsonSerializer.Serialize(texts);
        }

        var request = new HttpRequestMessage(HttpMethod.Post, "query") { Content = new FormUrlEncodedContent(form) };
        var (status, body, retryAfter) = await SendAsync(request, cancellationToken);
        if (body.AsSpan().StartsWith("json: "u8))
        {
            throw new NotFiniteException();
        }

        return status == HttpStatusCode.OK ? body : throw new TelemetryStoreException(Complaint(status, body), PauseAfter(status, retryAfter))
        {
            IsForbidden = status == HttpStatusCode.Forbidden,
        };
    }

    public void Dispose() => http.Dispose();

    static TimeSpan PauseAfter(HttpStatusCode status, TimeSpan retryAfter) =>
        status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound ? LineSender.ProbePause : retryAfter;

    static WriteOutcome OutcomeOf(HttpStatusCode status, byte[] body) => (int)status switch
    {
        408 or 425 or 429 => WriteOutcome.Later,
        500 => WriteOutcome.ServerError,
        > 500 => WriteOutcome.Later,
        413 => WriteOutcome.TooLarge,
        404 => WriteOutcome.NoDatabase,
        // Only InfluxDB's own word: something else that answers 400 to everything must not cost us readings.
        400 or 422 when ErrorIn(body) is not null => WriteOutcome.Refused,
        _ => WriteOutcome.Misconfigured,
    };

    async Task<(HttpStatusCode Status, byte[] Body, TimeSpan RetryAfter)> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using (request)
            {
                using var response = await http.SendAsync(request, both.Token).ConfigureAwait(false);
                var body = await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
                return (response.StatusCode, body, RetryAfter(response.Headers.RetryAfter));
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TelemetryStoreException(
                string.Create(CultureInfo.InvariantCulture, $"{options.Name} did not answer within {options.Timeout.TotalSeconds} s."), innerException: e);
        }
        catch (HttpRequestException e)
        {
            throw new TelemetryStoreException($"{options.Name} cannot be reached: {e.InnerException?.Message ?? e.Message}", innerException: e);
        }
    }

    TimeSpan RetryAfter(RetryConditionHeaderValue? header)
    {
        var wanted = header?.Delta ?? (header?.Date is { } date ? date - clock.GetUtcNow() : TimeSpan.Zero);
        return wanted < TimeSpan.Zero ? TimeSpan.Zero : wanted > LongestRetryAfter ? LongestRetryAfter : wanted;
    }

    string Complaint(HttpStatusCode status, byte[] body)
    {
        var said = ErrorIn(body) ?? Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 200))).Trim();
        var code = string.Create(CultureInfo.InvariantCulture, $"{(int)status}{(said.Length > 0 ? ": " : "")}{said}");
        return status switch
        {
            HttpStatusCode.Unauthorized => $"{options.Name} refuses our name or password ({code}). Look at Store:InfluxDb:Username and Store:InfluxDb:Password.",
            HttpStatusCode.Forbidden => $"{options.Name} does not allow this to user {options.Username ?? "(none)"} ({code}).",
            _ => $"{options.Name} answers {code}",
        };
    }

    static string? ErrorIn(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error) ? error.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The server added up something beyond the largest double and has no way to say so.</summary>
sealed class NotFiniteException() : Exception("The answer would hold a number that is not finite.");
