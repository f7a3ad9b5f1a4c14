using System.Globalization;
using CityOps.Core.Alerts;
using Microsoft.Extensions.Configuration;

namespace CityOps.Ingestion.Configuration;

/// <summary>
/// Reads settings one by one and collects every mistake with its key, so that a person mends all of them at once. A key in one
/// of our sections that nobody asked for is a mistake too: it is a misspelt one.
/// </summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    readonly List<string> _mistakes = [];

    public IReadOnlyList<string> Mistakes => _mistakes;

    public void Mistake(string key, string why) => _mistakes.Add($"{key}: {why}");

    /// <summary>Settings of another of our programs: known here, and not looked at.</summary>
    public void LeaveToOthers(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            _known.Add(key);
        }
    }

    public string? Text(string key)
    {
        _known.Add(key);
        return configuration[key] is { Length: > 0 } text ? text : null;
    }

    /// <summary>The names that somebody has chosen for the parts of a section, in their order.</summary>
    public IReadOnlyList<string> Names(string section) => [.. configuration.GetSection(section).GetChildren().Select(child => child.Key)];

    public string Text(string key, string fallback) => Text(key) ?? fallback;

    public int Number(string key, int fallback, int least, int most)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Mistake(key, string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a whole number from {least} to {most}"));
        return fallback;
    }

    public long? Bytes(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
        {
            return bytes;
        }

        Mistake(key, $"'{text}' is not a number of bytes");
        return null;
    }

    /// <summary>An http or https address.</summary>
    public Uri Address(string key, string fallback)
    {
        var text = Text(key, fallback);
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0)
        {
            return uri;
        }

        Mistake(key, $"'{text}' is not an address such as {fallback}");
        return new Uri(fallback);
    }

    public bool Flag(string key, bool fallback)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (bool.TryParse(text, out var flag))
        {
            return flag;
        }

        Mistake(key, $"'{text}' is neither true nor false");
        return fallback;
    }

    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan least, TimeSpan most)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (!Durations.TryParse(text, out var duration, out var error))
        {
            Mistake(key, error);
            return fallback;
        }

        if (duration >= least && duration <= most)
        {
            return duration;
        }

        Mistake(key, $"'{text}' is not between {Durations.Format(least)} and {Durations.Format(most)}");
        return fallback;
    }

    public T Choice<T>(string key, T fallback)
        where T : struct, Enum
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return Enum.Parse<T>(found);
        }

        Mistake(key, $"'{text}' is none of {string.Join(", ", Enum.GetNames<T>())}");
        return fallback;
    }

    /// <summary>Finds keys of the named sections that no read asked for.</summary>
    public void RefuseUnknownKeys(params ReadOnlySpan<string> sections)
    {
        foreach (var section in sections)
        {
            foreach (var (key, value) in configuration.GetSection(section).AsEnumerable())
            {
                if (value is not null && !_known.Contains(key))
                {
                    Mistake(key, "no such setting; see appsettings.json for those that exist");
                }
            }
        }
    }
}
