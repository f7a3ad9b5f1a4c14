using CityOps.Dashboard.Localization;
using MudBlazor;

namespace CityOps.Dashboard.Theme;

/// <summary>
/// The look: a grey ground on which only the abnormal has colour (ISA-101). The colours here are MudBlazor's part; those of
/// severities and cards are variables in <c>app.css</c>.
/// </summary>
static class CityTheme
{
    /// <summary>Holds <c>dark</c> or <c>light</c>; written by the page, read when a page is made, so that nothing flashes.</summary>
    public const string Cookie = "cityops-theme";

    public static bool IsDark(HttpContext? http) => http?.Request.Cookies[Cookie] == "dark";

    /// <summary>As the page's script does.</summary>
    public static void Remember(HttpContext http, bool dark) => ChoiceCookie.Remember(http, Cookie, dark ? "dark" : "light");

    static readonly string[] FontFamily =
        ["Inter Variable", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "DejaVu Sans", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1f4f7a", Background = "#dfe2e5", BackgroundGray = "#e6e8ea", Surface = "#f2f3f4",
            AppbarBackground = "#2b323a", AppbarText = "#f2f3f4", DrawerBackground = "#e6e8ea", DrawerText = "#1c2126", DrawerIcon = "#1c2126",
            TextPrimary = "#1c2126", TextSecondary = "#454d56", ActionDefault = "#454d56",
            LinesDefault = "#c3c8cd", LinesInputs = "#6b747d", Divider = "#c3c8cd", TableLines = "#c3c8cd", Error = "#b3122b",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#8fc1ee", PrimaryContrastText = "#14171b", Background = "#14171b", BackgroundGray = "#191d22", Surface = "#1e2328",
            AppbarBackground = "#0f1215", AppbarText = "#e8ebee", DrawerBackground = "#191d22", DrawerText = "#e8ebee", DrawerIcon = "#e8ebee",
            TextPrimary = "#e8ebee", TextSecondary = "#aeb7c0", ActionDefault = "#aeb7c0",
            LinesDefault = "#3a424b", LinesInputs = "#8d97a3", Divider = "#3a424b", TableLines = "#3a424b", Error = "#ff5c6c",
        },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = FontFamily, FontSize = "0.875rem", LineHeight = "1.4", LetterSpacing = "normal" } },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "4px", DrawerMiniWidthLeft = "64px", DrawerWidthLeft = "220px" },
    };
}
