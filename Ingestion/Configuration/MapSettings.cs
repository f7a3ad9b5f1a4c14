namespace CityOps.Ingestion.Configuration;

/// <summary>What lies below the stations on the map.</summary>
/// <param name="Tiles">
/// A template of raster tiles with <c>{z}</c>, <c>{x}</c> and <c>{y}</c>, or a PMTiles archive; an address, or a path of this site. Null = the base map that is
/// drawn here, without anything from elsewhere.
/// </param>
/// <param name="Attribution">Whom the tiles' licence asks to name; needed with them.</param>
public sealed record MapSettings(string? Tiles, string? Attribution)
{
    /// <summary>Files of <c>tiles</c> in the data folder are served here.</summary>
    public const string OwnPath = "/tiles";

    const string TilesKey = "Map:Tiles";
    const string AttributionKey = "Map:Attribution";

    /// <summary>Where the tiles come from, such as <c>https://tiles.example.org</c>; null = from us.</summary>
    public string? Origin => Uri.TryCreate(Tiles, UriKind.Absolute, out var uri) && IsWeb(uri) ? uri.GetLeftPart(UriPartial.Authority) : null;

    internal static MapSettings Read(SettingsReader reader, CityRole role)
    {
        if (role == CityRole.Ingestion)
        {
            // Environments are shared between the two programs.
            reader.LeaveToOthers(TilesKey, AttributionKey);
            return new MapSettings(null, null);
        }

        var settings = new MapSettings(reader.Text(TilesKey), reader.Text(AttributionKey));
        if (settings.Tiles is { } tiles && !IsTiles(tiles))
        {
            reader.Mistake(TilesKey, $"'{tiles}' is neither a template such as https://tiles.example.org/{{z}}/{{x}}/{{y}}.png nor an archive such as /tiles/city.pmtiles");
        }
        else if (settings is { Tiles: not null, Attribution: null })
        {
            reader.Mistake(AttributionKey, "with Map:Tiles it is needed: who made the tiles wants to be named");
        }

        return settings;
    }

    static bool IsTiles(string tiles) =>
        (tiles.EndsWith(".pmtiles", StringComparison.Ordinal) || ((string[])["{z}", "{x}", "{y}"]).All(part => tiles.Contains(part, StringComparison.Ordinal))) &&
        tiles.AsSpan().IndexOfAny(" ;,'\"") < 0 &&
        ((tiles.StartsWith('/') && !tiles.StartsWith("//", StringComparison.Ordinal)) || (Uri.TryCreate(tiles, UriKind.Absolute, out var uri) && IsWeb(uri)));

    static bool IsWeb(Uri uri) => uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0;
}
