using System.Globalization;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>What a server says it is: <c>1.6.7~rc0</c> from Debian, <c>v2.7.11</c>, <c>3.9.6</c>.</summary>
static class ServerVersion
{
    /// <summary>From the header of an answer to <c>/ping</c>, or from its body, where 3.x repeats it; null where it says nothing.</summary>
    public static string? Of(HttpAnswer ping) =>
        ping.Version is { Length: > 0 } version ? version : ping.Read(json => HttpAnswer.TextOf(json, "version"));

    /// <summary>The number before the first point; null where there is none.</summary>
    public static int? Generation(string version)
    {
        var digits = version.AsSpan().TrimStart('v');
        var point = digits.IndexOf('.');
        return point > 0 && int.TryParse(digits[..point], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
