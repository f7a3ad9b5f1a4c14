namespace CityOps.Simulators.City;

/// <summary>A position in WGS 84 degrees.</summary>
readonly record struct Place(double Lat, double Lon)
{
    // At the latitude of Ljubljana.
    const double KmPerLat = 111.2;
    const double KmPerLon = 77.3;

    public double KmTo(Place other)
    {
        var (north, east) = other.KmFrom(this);
        return Math.Sqrt(north * north + east * east);
    }

    public (double North, double East) KmFrom(Place other) => ((Lat - other.Lat) * KmPerLat, (Lon - other.Lon) * KmPerLon);

    public Place Moved(double northKm, double eastKm) => Rounded(Lat + northKm / KmPerLat, Lon + eastKm / KmPerLon);

    public static Place Between(Place a, Place b, double share) => Rounded(a.Lat + (b.Lat - a.Lat) * share, a.Lon + (b.Lon - a.Lon) * share);

    static Place Rounded(double lat, double lon) => new(Math.Round(lat, 5), Math.Round(lon, 5));
}
