using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Replay.Mappings;

/// <summary>Finds mapping files, by path or as one of those that come with the program, and reads them.</summary>
static partial class MappingFile
{
    const string Resource = "mapping-";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        NumberHandling = JsonNumberHandling.Strict,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Names of those that come with the program.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(MappingFile).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Resource, StringComparison.Ordinal))
            .Select(name => name[Resource.Length..^".json".Length]).Where(name => name != "example").Order(StringComparer.Ordinal),
    ];

    /// <summary>One with every member, explained in comments.</summary>
    public static string Example => OfResource("example");

    /// <exception cref="UnusableException">It is not there, or has mistakes; the message names file, line and column, or all members that are wrong.</exception>
    public static CsvMapping Read(string nameOrPath)
    {
        var ours = Names.Contains(nameOrPath, StringComparer.Ordinal);
        if (!ours && !File.Exists(nameOrPath))
        {
            throw new UnusableException(
                $"--mapping: '{nameOrPath}' is no file, and none of the mappings that come with the program ({string.Join(", ", Names)}). `replay --example` prints one to begin with.");
        }

        return Parse(ours ? OfResource(nameOrPath) : File.ReadAllText(nameOrPath), nameOrPath);
    }

    public static CsvMapping Parse(string text, string name)
    {
        CsvMapping mapping;
        try
        {
            mapping = JsonSerializer.Deserialize<CsvMapping>(text, Json) ?? throw new JsonException("it says null", "$", 0, 0);
        }
        catch (JsonException e)
        {
            throw new UnusableException($"{name}, line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: {Reason(e)}");
        }

        var mistakes = MappingCheck.Of(mapping);
        return mistakes.Count == 0 ? mapping : throw new UnusableException($"{name}: {string.Join("; ", mistakes)}");
    }

    static string Reason(JsonException e)
    {
        if (UnknownMember().Match(e.Message) is { Success: true } unknown)
        {
            return $"there is no member '{unknown.Groups[1].Value}'{At(e)}";
        }

        if (MissingMember().Match(e.Message) is { Success: true } missing)
        {
            return $"{missing.Groups[1].Value.Replace("'", "", StringComparison.Ordinal)} must be given{At(e)}";
        }

        return WrongType().IsMatch(e.Message) ? $"this is of the wrong kind{At(e)}" : e.Message.Split(" Path:")[0];
    }

    static string At(JsonException e) => e.Path is null or "$" ? "" : $" ({e.Path})";

    static string OfResource(string name)
    {
        using var stream = typeof(MappingFile).Assembly.GetManifestResourceStream($"{Resource}{name}.json") ?? throw new InvalidOperationException($"BUG: no mapping {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("^The JSON property '(.+?)' could not be mapped")]
    private static partial Regex UnknownMember();

    [GeneratedRegex(@"missing required properties including: (.+?)\.?$")]
    private static partial Regex MissingMember();

    [GeneratedRegex("could not be converted")]
    private static partial Regex WrongType();
}
