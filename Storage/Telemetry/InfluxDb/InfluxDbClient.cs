using System.Net;
using System.Text.Json;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>
/// The HTTP API of InfluxDB, as far as we use it. What generations differ in stands in <see cref="InfluxProfile"/>. Safe for
/// concurrent use.
/// </summary>
sealed class InfluxDbClient : IDisposable
{
    readonly InfluxDbOptions options;
    readonly InfluxHttp http;
    readonly InfluxRecognition recognition;

    public InfluxDbClient(InfluxDbOptions options, TimeProvider clock)
    {
        this.options = options;
        http = new InfluxHttp(options, clock);
        recognition = new InfluxRecognition(options, http);
    }

    /// <summary>For people: what we take the server for.</summary>
    public string Kind => recognition.Kind;

    /// <summary>A sentence, when the server said that it is of another generation than we were told; otherwise empty.</summary>
    public string Contradiction => recognition.Contradiction;

    /// <summary>Null when a server answers; otherwise why not, in words.</summary>
    public async Task<string?> PingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await recognition.AskAsync(cancellationToken);
            return null;
        }
        catch (TelemetryStoreException e)
        {
            return e.Message;
        }
    }

    /// <summary>How to speak to the server, after a look at what it says of itself.</summary>
    /// <exception cref="TelemetryStoreException">We do not know how.</exception>
    public async ValueTask<InfluxProfile> RecogniseAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await recognition.AskAsync(cancellationToken);
        }
        catch (TelemetryStoreException) when (options.Version is not null)
        {
            // A proxy may hide it. Whether the server is there the next request tells.
            return await recognition.ProfileAsync(cancellationToken);
        }
    }

    /// <summary>Writes lines with times in milliseconds. Every failure is an answer; only cancellation throws.</summary>
    public async ValueTask<WriteAnswer> WriteAsync(string database, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        try
        {
            var profile = await recognition.ProfileAsync(cancellationToken);
            var answer = await http.SendAsync(HttpMethod.Post, profile.WriteAddress(database), new ReadOnlyMemoryContent(lines), cancellationToken);
            return answer.IsSuccess ? new WriteAnswer(WriteOutcome.Written, "") : RefusalOf(answer, profile);
        }
        catch (TelemetryStoreException e)
        {
            return new WriteAnswer(WriteOutcome.Later, e.Message, e.PauseAtLeast);
        }
    }

    /// <summary>Asks a database one question. One that is not there holds nothing.</summary>
    /// <param name="texts">What stands for the parameters of the statement.</param>
    /// <exception cref="TelemetryStoreException">No answer, or one that says no.</exception>
    /// <exception cref="NotFiniteException">The answer would hold a number that JSON cannot.</exception>
    /// <exception cref="RangeTooLongException">About a shorter time it would be answered.</exception>
    public async Task<QueryAnswer> AskAsync(
        string database, string statement, IReadOnlyDictionary<string, string> texts, CancellationToken cancellationToken)
    {
        var profile = await recognition.ProfileAsync(cancellationToken);
        try
        {
            return await QueryAsync(
                new() { ["db"] = database, ["q"] = statement, ["epoch"] = "ms", ["params"] = JsonSerializer.Serialize(texts) },
                body => QueryAnswer.Parse(body), cancellationToken);
        }
        catch (TelemetryStoreException e) when (profile.IsTooLong(e.Message))
        {
            throw new RangeTooLongException(e.Message);
        }
    }

    /// <summary>Runs a statement that names its database itself. Whether it succeeded stands in the answer.</summary>
    /// <exception cref="TelemetryStoreException">No answer, or one that says no.</exception>
    public Task<JsonDocument> RunAsync(string statement, CancellationToken cancellationToken) =>
        QueryAsync(new() { ["q"] = statement }, body => JsonDocument.Parse(body), cancellationToken);

    /// <summary>A request that sets something up.</summary>
    /// <param name="body">To be sent as JSON; null = without one.</param>
    /// <exception cref="TelemetryStoreException">No answer.</exception>
    public Task<HttpAnswer> CallAsync(HttpMethod method, string address, object? body, CancellationToken cancellationToken) =>
        http.SendAsync(method, address, body is null ? null : JsonContent(body), cancellationToken);

    /// <summary>What is wrong with an answer, as an exception.</summary>
    public TelemetryStoreException Refusal(HttpAnswer answer, bool isForbidden = false) =>
        new(recognition.Complaint(answer), answer.PauseAtLeast) { IsForbidden = isForbidden || answer.Status == HttpStatusCode.Forbidden };

    /// <summary>The server, or what stands before it, answers in a way that we do not understand.</summary>
    public TelemetryStoreException Strange(Exception? why = null) =>
        new($"{options.Name} does not answer like an {Kind}.{Contradiction}", LineSender.ProbePause, why);

    public void Dispose() => http.Dispose();

    static ByteArrayContent JsonContent(object body) =>
        new(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new("application/json") } };

    WriteAnswer RefusalOf(HttpAnswer answer, InfluxProfile profile)
    {
        var outcome = OutcomeOf(answer.Status, answer.Read(profile.ReasonIn) is not null);
        return new WriteAnswer(outcome, recognition.Complaint(answer), answer.RetryAfter)
        {
            Guilty = outcome == WriteOutcome.Refused ? answer.Read(profile.GuiltyIn) : null,
        };
    }

    static WriteOutcome OutcomeOf(HttpStatusCode status, bool isReasoned) => (int)status switch
    {
        408 or 425 or 429 => WriteOutcome.Later,
        500 => WriteOutcome.ServerError,
        > 500 => WriteOutcome.Later,
        413 => WriteOutcome.TooLarge,
        404 => WriteOutcome.NoDatabase,
        // Only InfluxDB's own word: something else that answers 400 to everything must not cost us readings.
        400 or 422 when isReasoned => WriteOutcome.Refused,
        _ => WriteOutcome.Misconfigured,
    };

    async Task<T> QueryAsync<T>(Dictionary<string, string> form, Func<byte[], T> parse, CancellationToken cancellationToken)
    {
        var answer = await http.SendAsync(HttpMethod.Post, "query", new FormUrlEncodedContent(form), cancellationToken);
        if (answer.Body.AsSpan().StartsWith("json: "u8))
        {
            throw new NotFiniteException();
        }

        if (answer.Status != HttpStatusCode.OK)
        {
            throw Refusal(answer);
        }

        try
        {
            return parse(answer.Body);
        }
        catch (JsonException e)
        {
            throw Strange(e);
        }
    }
}

/// <summary>The server added up something beyond the largest double and has no way to say so.</summary>
sealed class NotFiniteException() : Exception("The answer would hold a number that is not finite.");

/// <summary>A question about more than the server reads at once.</summary>
sealed class RangeTooLongException(string message) : Exception(message);
