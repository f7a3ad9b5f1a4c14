using System.Net;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>
/// How we speak to the server: as configured, or as it says itself. What is configured wins, because proxies change what servers
/// say; where the two contradict each other we tell. Safe for concurrent use.
/// </summary>
sealed class InfluxRecognition(InfluxDbOptions options, InfluxHttp http)
{
    volatile InfluxProfile? profile = options.Version is { } version ? InfluxProfile.Of(version, options) : null;
    volatile string contradiction = "";

    /// <summary>A sentence, when the server said that it is of another generation than we were told; otherwise empty.</summary>
    public string Contradiction => contradiction;

    /// <summary>For people: what we take the server for.</summary>
    public string Kind => profile is { } known ? FormattableString.Invariant($"InfluxDB {known.Version}.x") : "InfluxDB";

    /// <exception cref="TelemetryStoreException">The server has to be asked first, and does not say.</exception>
    public ValueTask<InfluxProfile> ProfileAsync(CancellationToken cancellationToken) =>
        profile is { } known ? ValueTask.FromResult(known) : AskAsync(cancellationToken);

    /// <summary>Asks the server whether it is there and what it is.</summary>
    /// <exception cref="TelemetryStoreException">It does not answer, refuses us, or is none that we can speak to.</exception>
    public async ValueTask<InfluxProfile> AskAsync(CancellationToken cancellationToken)
    {
        var answer = await http.SendAsync(HttpMethod.Get, "ping", null, cancellationToken);
        if (answer.Status is not (HttpStatusCode.OK or HttpStatusCode.NoContent))
        {
            throw new TelemetryStoreException(Complaint(answer), answer.PauseAtLeast);
        }

        var version = ServerVersion.Of(answer);
        if (options.Version is { } configured)
        {
            contradiction = version is not null && ServerVersion.Generation(version) is { } other && other != configured
                ? FormattableString.Invariant($" It says that it is InfluxDB {version}, but Store:InfluxDb:Version is {configured}.")
                : "";
            return profile!;
        }

        return profile = Recognise(version);
    }

    /// <summary>What is wrong with an answer, and what to look at.</summary>
    public string Complaint(HttpAnswer answer)
    {
        var login = new InfluxLogin(options);
        return answer.Status switch
        {
            HttpStatusCode.Unauthorized => $"{options.Name} refuses {login.Refused.What} ({answer.Text}). Look at {login.Refused.Settings}.{contradiction}",
            HttpStatusCode.Forbidden => $"{options.Name} does not allow this to {login.Who} ({answer.Text}).{contradiction}",
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => $"{options.Name} answers {answer.Text}{(contradiction.Length > 0 ? "." : "")}{contradiction}",
            _ => $"{options.Name} answers {answer.Text}",
        };
    }

    InfluxProfile Recognise(string? version)
    {
        if (version is null)
        {
            throw Unknown("does not say which InfluxDB it is. VictoriaMetrics says nothing, and is no store for us; behind a proxy that takes the version away, set Store:InfluxDb:Version to 1, 2 or 3.");
        }

        if (ServerVersion.Generation(version) is not (>= 1 and <= 3 and var generation))
        {
            throw Unknown($"says that it is InfluxDB {version}, which we do not know. If it answers like 1.x, 2.x or 3.x, set Store:InfluxDb:Version.");
        }

        var mistakes = InfluxCredentials.Mistakes(generation, options.Org, options.Token, options.Username, options.Password);
        return mistakes.Count == 0
            ? InfluxProfile.Of(generation, options)
            : throw Unknown($"is InfluxDB {version}. {string.Join("; ", mistakes.Select(mistake => $"{mistake.Key}: {mistake.Why}"))}.");
    }

    TelemetryStoreException Unknown(string what) => new($"{options.Name} {what}", LineSender.ProbePause);
}
