using System.Globalization;
using System.Net;
using CityOps.Core.Readings;

namespace CityOps.Ingestion.Notifications.Channels;

/// <summary>What an answer over HTTP, or its absence, means for a notification.</summary>
static class HttpOutcome
{
    const int SaidLength = 200;

    /// <summary>A server that asks for more may have lost its mind; whoever waits is a city.</summary>
    static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <param name="said">The start of the answer's body.</param>
    public static SendOutcome Of(HttpResponseMessage answer, string said, DateTimeOffset now)
    {
        var status = (int)answer.StatusCode;
        var text = string.Create(CultureInfo.InvariantCulture, $"Answered {status}{(OneLine(said) is { Length: > 0 } words ? $": {words}" : "")}");
        return status switch
        {
            < 300 => new SendOutcome(SendResult.Sent, text),
            < 400 => new SendOutcome(SendResult.Refused, $"Answered {Number(status)} and points {Elsewhere(answer)}; redirects are not followed, so the settings need the new address"),
            // A person mends the settings, and what waited goes out.
            401 or 403 or 407 => new SendOutcome(SendResult.Retry, $"{text} (secret or headers in the settings are not what is wanted there)", WaitOf(answer, now)),
            408 or 425 or 429 or >= 500 => new SendOutcome(SendResult.Retry, text, WaitOf(answer, now)),
            _ => new SendOutcome(SendResult.Refused, text),
        };
    }

    public static SendOutcome Of(Exception e, string host, TimeSpan timeout) => new(SendResult.Retry, e switch
    {
        OperationCanceledException => $"{host} did not answer within {Number(timeout.TotalSeconds)} s",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => $"There is no host {host}, or nobody here knows it now",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => $"{host} takes no connection: {Cause(e)}",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            $"No TLS with {host}: {Cause(e)} Have its certificate mended, or its authority's added to those that this machine trusts",
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => $"{host} ended the connection before it had answered",
        _ => $"{host}: {Cause(e)}",
    });

    /// <summary>A text of somebody else for a line of ours.</summary>
    public static string OneLine(string text) =>
        PlainText.Excerpt(string.Join(' ', text.Split((char[])[' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)), SaidLength);

    public static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>The innermost cause, which says what the outer ones only wrap.</summary>
    static string Cause(Exception e) => OneLine(e.GetBaseException().Message);

    static string Elsewhere(HttpResponseMessage answer) => answer.Headers.Location is { IsAbsoluteUri: true } location ? $"to {OneLine(location.Host)}" : "elsewhere";

    static TimeSpan? WaitOf(HttpResponseMessage answer, DateTimeOffset now)
    {
        var wait = answer.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - now : null;
        return wait is not { } asked ? null : asked <= TimeSpan.Zero ? TimeSpan.Zero : asked > LongestWait ? LongestWait : asked;
    }
}
