namespace CityOps.Dashboard.Localization;

/// <summary>Names the resource file of MudBlazor's words in Slovenian; its English ones come with the library.</summary>
public sealed class MudTexts;
