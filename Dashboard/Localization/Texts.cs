namespace CityOps.Dashboard.Localization;

/// <summary>Names the resource files of the product's own words: <c>Texts.resx</c> (English) and <c>Texts.sl.resx</c>.</summary>
public sealed class Texts;
