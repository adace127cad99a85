z6715-----
r z BC-BKN--Lakes-Rivers 1stLd-Writethru   09-18 0210
^BC-BKN--Lakes-Rivers, 1st Ld-Writethru,116< 
^Doe scores 31 as Lakes beat Rivers in overtime< 
^AP Photo XYZ105, XYZ106< 
^Eds: Lakes 112, Rivers 109, OT. Updates. With AP Photos.< 
^By JANE ROE= 
^AP Sports Writer= 
	   LAKESIDE (AP) _ John Doe scored 31 points, five of them in overtime, and the Lakes beat the Rivers 112-109 on Wednesday night. 
	   ``It was not pretty,'' Doe said. ``But we never stopped running.'' 
	   Max Poe had 22 points for the Rivers, who have lost four in a row. 


	   AP-WF-09-19-24 0337GMT<


