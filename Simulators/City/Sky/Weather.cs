namespace CityOps.Simulators.City.Sky;

/// <summary>The weather over the basin at one instant.</summary>
/// <param name="Outdoor">Air temperature, Cel.</param>
/// <param name="Warmth">The same without the course of the day, Cel.</param>
/// <param name="Wind">m/s at 10 m.</param>
/// <param name="Clouds">0 clear to 1 overcast.</param>
/// <param name="Rain">mm/h; below about 0.5 Cel it is snow.</param>
/// <param name="Washed">How clean rain has left the air: 0 it is long ago, 1 after a wet front.</param>
/// <param name="Inversion">How firmly cold air lies in the basin: 0 mixed, 1 after a week of winter calm.</param>
readonly record struct Weather(double Outdoor, double Warmth, double Wind, double Clouds, double Rain, double Washed, double Inversion)
{
    /// <summary>0 none to 1 snow on the roads.</summary>
    public double Snow => Curve.Step((1.5 - Outdoor) / 2) * Math.Min(1, Rain);
}
