using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CityOps.Simulators.Remote;

/// <summary>What a city says to an order: one of its members, and with an incident what is to come of it. Times are RFC 3339, in UTC.</summary>
sealed record CityAnswer
{
    // More than the longest list: 20 incidents, 200 faults, nine kinds in 17 districts.
    public const int MostBytes = 256 * 1024;

    static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 8,
        // Never near HTML: names of places stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Why not, and what would do: a sentence.</summary>
    public string? Refused { get; init; }
    /// <summary>It was started.</summary>
    public IncidentLine? Incident { get; init; }
    /// <summary>Alerts that must come because of it, by the rules of the demo, the first first.</summary>
    public IReadOnlyList<ExpectLine>? Expects { get; init; }
    /// <summary>It was started.</summary>
    public FaultLine? Fault { get; init; }
    /// <summary>Id of what was ended.</summary>
    public string? Stopped { get; init; }
    /// <summary>Those that run and those that are to come.</summary>
    public IReadOnlyList<IncidentLine>? Incidents { get; init; }
    /// <summary>What can go wrong in this city, and where.</summary>
    public IReadOnlyList<KindLine>? Kinds { get; init; }
    /// <summary>Those that run and those that are to come.</summary>
    public IReadOnlyList<FaultLine>? Faults { get; init; }

    public sealed record IncidentLine(string Id, string Kind, string Place, double Size, string From, string Until);

    /// <param name="Earliest">Nobody can have raised it before.</param>
    /// <param name="Latest">By then it stands.</param>
    public sealed record ExpectLine(string Rule, string Subject, string Where, string Severity, string Earliest, string Latest);

    /// <param name="Where">Pattern, domain, district and share, as far as given.</param>
    /// <param name="Fits">Devices, or connections, that it may befall, before the share; null in a list.</param>
    public sealed record FaultLine(string Id, string Kind, string Where, int? Fits, string From, string Until);

    public sealed record KindLine(string Kind, IReadOnlyList<string> Places);

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, Wire);

    /// <summary>Null where it is not one.</summary>
    public static CityAnswer? Read(ReadOnlySequence<byte> utf8)
    {
        if (utf8.Length > MostBytes)
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Wire.MaxDepth });
            return JsonSerializer.Deserialize<CityAnswer>(ref reader, Wire);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
